using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Sources;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Formats that bring types of their own. Expected rows are computed by hand.</summary>
public sealed class FormatsTests : IDisposable
{
    private const string Mapping = "mapping: {order_id: o, line: l, order_date: d, product_id: i, quantity: q, unit_price: p}";
    private readonly IngestWorkspace _work = new() { Arrow = new ArrowImport() };

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Parquet_TypesAreCast()
    {
        _work.Engine.Execute($"COPY (SELECT 4711 AS o, 1::TINYINT AS l, DATE '2026-01-31' AS d, 5 AS i, 1.5::DOUBLE AS q, 2.5::FLOAT AS p) TO '{_work.PipelineFolder}/sales.parquet' (FORMAT parquet)");
        Assert.Equal(["4711|1|2026-01-31 00:00:00|5|1.5000|3.7500"], Rows("sales.parquet"));
    }

    [Fact]
    public void Parquet_MomentsBecomeLocalTime()
    {
        _work.Engine.Execute($"SET TimeZone = 'UTC'; COPY (SELECT 'A' AS o, 1 AS l, TIMESTAMPTZ '2026-01-31 23:30:00+00' AS d, 'X' AS i, 1 AS q, 1 AS p) TO '{_work.PipelineFolder}/sales.parquet' (FORMAT parquet)");
        Assert.Equal(["A|1|2026-02-01 00:30:00|X|1.0000|1.0000"], Rows("sales.parquet"));
    }

    [Theory]
    [InlineData("sales.arrow", false)]
    [InlineData("sales.arrows", true)]
    public void Arrow_FileOrStream(string name, bool isStream)
    {
        new DuckDbTableExporter((DuckDbEngine)_work.Engine).WriteArrow(
            "SELECT 'A' AS o, i::INTEGER AS l, TIMESTAMP '2026-01-31 13:45:00' AS d, 'X' || i AS i, i::DECIMAL(9,2) AS q, i / 4.0 AS p FROM range(1, 4) t(i) ORDER BY i",
            Path.Combine(_work.PipelineFolder, name),
            new ArrowExport { Stream = isStream, DictionaryColumns = ["o"] });
        Assert.Equal(["A|1|2026-01-31 13:45:00|X1|1.0000|0.2500", "A|2|2026-01-31 13:45:00|X2|2.0000|1.0000", "A|3|2026-01-31 13:45:00|X3|3.0000|2.2500"], Rows(name));
    }

    [Fact]
    public void Arrow_CutShort_IsRefused()
    {
        var path = Path.Combine(_work.PipelineFolder, "sales.arrow");
        new DuckDbTableExporter((DuckDbEngine)_work.Engine).WriteArrow("SELECT 'A' AS o, 1 AS l, DATE '2026-01-31' AS d, 'X' AS i, 1 AS q, 1 AS p", path, new ArrowExport());
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^40]);
        var problem = _work.Refuses($"sources: {{order_lines: {{path: sales.arrow, {Mapping}}}}}");
        Assert.Equal("SEG-ING-031", problem.Code);
        Assert.Contains("cannot be read as arrow", problem.What);
        Assert.Empty(_work.Query("SELECT table_name FROM duckdb_tables()"));
    }

    [Theory]
    [InlineData("{\"o\":\"A\",\"l\":1,\"d\":\"2026-01-31\",\"i\":\"X\",\"q\":2,\"p\":1.25}\n{\"o\":\"A\",\"l\":2,\"d\":\"2026-01-31\",\"i\":\"Y\",\"q\":1}\n")]
    [InlineData("[{\"o\":\"A\",\"l\":1,\"d\":\"2026-01-31\",\"i\":\"X\",\"q\":2,\"p\":1.25},{\"o\":\"A\",\"l\":2,\"d\":\"2026-01-31\",\"i\":\"Y\",\"q\":1,\"p\":null}]")]
    public void Json_LinesOrArray_MissingKeysAreEmpty(string text)
    {
        _work.Write("sales.json", text);
        Assert.Equal(["A|1|2026-01-31 00:00:00|X|2.0000|2.5000", "A|2|2026-01-31 00:00:00|Y|1.0000|∅"], Rows("sales.json"));
    }

    [Fact]
    public void Json_KeyThatOnlyALateRowHas_IsFound()
    {
        _work.Write("sales.json", string.Concat(Enumerable.Range(1, 30_000).Select(i => $"{{\"o\":\"A\",\"l\":{i},\"d\":\"2026-01-31\",\"i\":\"X\",\"q\":2}}\n")) + "{\"o\":\"B\",\"l\":1,\"d\":\"2026-01-31\",\"i\":\"X\",\"q\":2,\"p\":7}\n");
        Assert.Equal("B|1|2026-01-31 00:00:00|X|2.0000|14.0000", Rows("sales.json")[^1]);
    }

    [Fact]
    public void Json_NumbersKeepTheirDigits()
    {
        _work.Write("sales.json", "{\"o\":\"A\",\"l\":1,\"d\":\"2026-01-31\",\"i\":\"X\",\"q\":0.1,\"p\":123456789.123456}");
        Assert.Equal(["123456789.123456"], _work.Rows(Run("sales.json"), "SELECT unit_price FROM order_lines"));
    }

    [Fact]
    public void Folder_TakesAllItsFilesOfTheFormat_ByName_AndNoOther()
    {
        _work.Write("in/b.csv", "o,l,d,i,q,p\nB,1,2026-01-02,X,1,1\n");
        _work.Write("in/a.csv", "p,o,l,d,i,q\n1,A,1,2026-01-01,X,1\n");
        _work.Write("in/readme.md", "not data");
        _work.Write("in/.hidden.csv", "not data");
        var result = Run("in");
        Assert.Equal(["a.csv", "b.csv"], result.Loads.Select(l => l.File));
        Assert.Equal(["A", "B"], _work.Rows(result, "SELECT order_id FROM order_lines"));
    }

    [Fact]
    public void Pattern_TakesWhatFits()
    {
        _work.Write("in/sales-1.csv", "o,l,d,i,q,p\nA,1,2026-01-02,X,1,1\n");
        _work.Write("in/stock-1.csv", "x\n1\n");
        Assert.Equal(["sales-1.csv"], Run("in/sales-*.csv").Loads.Select(l => l.File));
    }

    private Pipeline.Ingest.IngestResult Run(string path) => _work.Run($"sources: {{order_lines: {{path: \"{path}\", {Mapping}}}}}");

    private IReadOnlyList<string> Rows(string path) => _work.Rows(Run(path), "SELECT order_id, line, order_date, product_id, quantity, amount FROM order_lines");
}
