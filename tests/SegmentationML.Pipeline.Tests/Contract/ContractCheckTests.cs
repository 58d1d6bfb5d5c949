using System.IO.Compression;
using System.Text;
using System.Text.Json;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract;

public sealed class ContractCheckTests : IDisposable
{
    private const string Contract = """
        kind: DataContract
        apiVersion: v3.2.0
        version: 1.0.0
        id: sales
        schema:
          - name: sales
            properties:
              - {name: id, logicalType: string, primaryKey: true}
              - {name: sold, logicalType: date, required: true, logicalTypeOptions: {format: dd.MM.yyyy, minimum: 2020-01-01}}
              - {name: amount, logicalType: number, logicalTypeOptions: {minimum: 0}}
            quality:
              - {id: total, type: sql, query: 'SELECT sum(amount) FROM {object} WHERE year(sold) = 2025', mustBe: 30.5}
        """;

    private readonly WorkFolder _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("sales.csv", "id,sold,amount\nA,01.02.2025,10\nB,02.02.2025,20.5\n")]
    [InlineData("sales.csv", "id;sold;amount\r\nA;01.02.2025;10\r\nB;02.02.2025;20.5\r\n")]
    [InlineData("sales.csv", "\uFEFFid,sold,amount\nA,\"01.02.2025\",10\nB,02.02.2025,20.5")]
    [InlineData("sales.tsv", "id\tsold\tamount\nA\t01.02.2025\t10\nB\t02.02.2025\t20.5\n")]
    [InlineData("sales.csv.gz", "id,sold,amount\nA,01.02.2025,10\nB,02.02.2025,20.5\n")]
    [InlineData("sales.jsonl", "{\"id\": \"A\", \"sold\": \"01.02.2025\", \"amount\": 10}\n{\"id\": \"B\", \"sold\": \"02.02.2025\", \"amount\": 20.5}\n")]
    [InlineData("sales.json", "[{\"id\": \"A\", \"sold\": \"01.02.2025\", \"amount\": 10}, {\"id\": \"B\", \"sold\": \"02.02.2025\", \"amount\": 20.5}]")]
    public void Run_AnyTextFormat_IsReadByTheContractsTypes(string name, string text)
    {
        var report = Check(Write(name, text)).Report;
        Assert.Equal((ContractOutcome.Pass, 2L), (report.Outcome, report.Rows));
        Assert.Equal("30.5", report.Rules.Single(r => r.Rule == "sales/total").Measured);
    }

    [Fact]
    public void Run_Parquet_MustBringTheTypes()
    {
        var path = Path.Combine(_work.Path, "sales.parquet");
        using (var engine = DuckDbEngine.Open())
        {
            engine.Execute($"COPY (SELECT 'A' AS id, DATE '2025-02-01' AS sold, 30.5 AS amount) TO {Sql.Literal(path)}");
            Assert.Equal(ContractOutcome.Pass, Check(path).Report.Outcome);
            engine.Execute($"COPY (SELECT 'A' AS id, '01.02.2025' AS sold, 30.5 AS amount) TO {Sql.Literal(path)}");
        }

        var text = Check(path);
        Assert.Contains("of type VARCHAR", Assert.Single(text.Blocking).What, StringComparison.Ordinal);
        Assert.Equal(RuleState.NotRun, text.Report.Rules.Single(r => r.Rule == "sales/total").State);
    }

    [Fact]
    public void Run_BadRows_AreShownByTheirRowsInTheFile()
    {
        var path = Write("sales.csv", "id,sold,amount\nA,01.02.2025,10\nB,2025-02-02,20.5\nC,03.02.2025,\"a \u001b[31m lot\"\nA,04.02.2025,20.5\n");
        var result = Check(path);

        Assert.Equal(["sales/sold/type", "sales/amount/type", "sales/primaryKey"], result.Report.Failures.Select(f => f.Rule));
        Assert.Equal([2L, 3L, 4L], result.Report.Failures.Select(f => f.Examples[0].Row));
        var text = ContractReportText.Render(result.Report);
        Assert.Contains("sales: BLOCK (contract sales 1.0.0, 4 rows)\n  3 rows taken out (75 %, limit 5 %), kept in ", text, StringComparison.Ordinal);
        Assert.Contains("  quarantine  sales/sold/type: sold is a date written as dd.MM.yyyy; found 1 row.\n              row 2 of sales.csv: '2025-02-02'\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.EndsWith("rules kept\n", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(ContractReportJson.Render(result));
        Assert.Equal("Block", json.RootElement.GetProperty("report").GetProperty("outcome").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("report").GetProperty("rows").GetInt64());
    }

    [Fact]
    public void Run_RenamedColumn_BlocksWithTheLikelyName()
    {
        var blocking = Check(Write("sales.csv", "id,sold_,amount\nA,01.02.2025,10\n")).Blocking;
        Assert.Contains("Was it renamed to 'sold_'?", Assert.Single(blocking).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HeaderOnly_HasNoRows() => Assert.Equal(0, Check(Write("sales.csv", "id,sold,amount\n"), Contract[..Contract.IndexOf("    quality:", StringComparison.Ordinal)]).Report.Rows);

    [Theory]
    [InlineData("none.csv", null, "SEG-CONT-013", "There is no file")]
    [InlineData("sales.csv", "", "SEG-CONT-013", "is empty")]
    [InlineData("sales.xlsx", "x", "SEG-CONT-014", "no known format")]
    [InlineData("sales.csv", "id,sold,amount\nA,01.02.2025,10\nB,01.02.2025,\"5\n", "SEG-DUCK-", "")]
    [InlineData("sales.csv", "id,sold,amount\nA,01.02.2025,10\nB,01.02.2025\n", "SEG-DUCK-", "")]
    [InlineData("sales.csv", "id,sold,amount\nA,01.02.2025,10\nB,01.02.2025,10,EUR\n", "SEG-DUCK-", "")]
    [InlineData("sales.csv.gz", "not gzip", "SEG-", "")]
    [InlineData("sales.parquet", "not parquet at all", "SEG-DUCK-", "")]
    [InlineData("sales.json", "[{\"id\": ", "SEG-DUCK-", "")]
    public void Run_BadFile_IsOneClearProblem(string name, string? text, string code, string what)
    {
        var path = text is null ? Path.Combine(_work.Path, name) : Write(name, text);
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => Check(path)).Problems);
        Assert.StartsWith(code, problem.Code, StringComparison.Ordinal);
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_GzipCutShort_IsAProblem()
    {
        var path = Write("sales.csv.gz", "id,sold,amount\n" + string.Concat(Enumerable.Range(0, 20000).Select(i => $"A{i},01.02.2025,{i * 37 % 1001}\n")));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^2000]);
        Assert.StartsWith("SEG-DUCK-", Assert.Throws<ProblemException>(() => Check(path)).Problems[0].Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ContractOfSeveralTables_AsksWhichOne()
    {
        var two = "kind: DataContract\napiVersion: v3.2.0\nversion: 1\nid: x\nschema: [{name: a}, {name: b}]";
        var path = Write("a.csv", "x\n1\n");
        Assert.Contains("a, b", Assert.Throws<ProblemException>(() => Check(path, two)).Problems[0].Fix, StringComparison.Ordinal);
        Assert.Equal("b", Check(path, two, "b").Report.Table);
        Assert.Throws<ProblemException>(() => Check(path, two, "c"));
    }

    private ContractCheckReport Check(string data, string contract = Contract, string? table = null)
    {
        using var engine = DuckDbEngine.Open();
        using var folder = new WorkFolder();
        var request = new ContractCheckRequest { Contract = _work.Write("contract.yaml", contract), Data = data, Table = table, WorkFolder = folder.Path };
        return ContractCheck.Run(engine, request, () => DuckDbEngine.Open(), TestContext.Current.CancellationToken);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_work.Path, name);
        using var file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) && text != "not gzip" ? new GZipStream(file, CompressionLevel.Fastest) : file;
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }
}
