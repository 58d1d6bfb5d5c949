using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ingest;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Loading is idempotent by content and incremental by file; later rows replace earlier ones by key.</summary>
public sealed class IncrementalTests : IDisposable
{
    private const string Header = "order,line,day,item,qty\n";
    private const string Yaml = "sources: {order_lines: {path: in, mapping: {order_id: order, line: line, order_date: day, product_id: item, quantity: qty}}}";
    private const string WithKey = "sources: {order_lines: {path: in, key: [order_id, line], mapping: {order_id: order, line: line, order_date: day, product_id: item, quantity: qty}}}";
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void SameFileTwice_ChangesNothing()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var first = _work.Run(Yaml);
        var second = _work.Run(Yaml);
        Assert.False(first.Loads[0].FromCache);
        Assert.True(second.Loads[0].FromCache);
        Assert.Equal(first.Tables[0].Handle.Digest, second.Tables[0].Handle.Digest);
        Assert.Equal(first.Tables[0].Handle.Files, second.Tables[0].Handle.Files);
    }

    [Fact]
    public void SameContentElsewhere_IsTheSame()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        _work.Write("other/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var first = _work.Run(Yaml);
        var second = _work.Run(Yaml.Replace("path: in", "path: other"));
        Assert.True(second.Loads[0].FromCache);
        Assert.Equal(first.Tables[0].Handle.Digest, second.Tables[0].Handle.Digest);
    }

    [Fact]
    public void SourcesWithDifferentColumns_MakeOneTableWithNullsWhereOneGivesNothing()
    {
        const string Two = """
            sources:
              web: {table: order_lines, path: web.csv, key: [order_id, line], mapping: {order_id: order, line: line, order_date: day, product_id: item, quantity: qty, channel: {value: web}}}
              shop: {table: order_lines, path: shop.csv, key: [order_id, line], mapping: {order_id: order, line: line, order_date: day, product_id: item, quantity: qty, site_id: {value: S1}}}
            """;
        _work.Write("web.csv", Header + "A,1,2026-01-01,X,1\nB,1,2026-01-01,X,2\n");
        _work.Write("shop.csv", Header + "B,1,2026-01-02,X,3\n");
        var result = _work.Run(Two);
        Assert.Equal(["A|1.0000|web|∅|∅", "B|3.0000|∅|S1|∅"], _work.Rows(result, "SELECT order_id, quantity, channel, site_id, customer_id FROM order_lines ORDER BY 1"));
        Assert.Equal(OrderLines.Table.Columns.Select(c => c.Name), _work.Engine.Describe(_work.Context.Select(result.Tables[0].Handle)).Select(c => c.Name));
        Assert.DoesNotContain("customer_id", result.Tables[0].Handle.Columns!);
    }

    [Fact]
    public void NewFile_IsLoadedAlone()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var first = _work.Run(Yaml);
        _work.Write("in/b.csv", Header + "B,1,2026-01-02,X,1\n");
        var second = _work.Run(Yaml);
        Assert.Equal([true, false], second.Loads.Select(l => l.FromCache));
        Assert.NotEqual(first.Tables[0].Handle.Digest, second.Tables[0].Handle.Digest);
        Assert.Equal(["A", "B"], _work.Rows(second, "SELECT order_id FROM order_lines"));
    }

    [Theory]
    [InlineData("quantity: qty", "quantity: {column: qty, factor: 2}")]
    [InlineData("quantity: qty}", "quantity: qty}, leave_out: {none: qty > 5}")]
    [InlineData("path: in,", "path: in, columns: {qty: integer},")]
    public void ChangedDeclaration_LoadsAnew(string from, string to)
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var first = _work.Run(Yaml);
        var second = _work.Run(Yaml.Replace(from, to));
        Assert.False(second.Loads[0].FromCache);
        Assert.NotEqual(first.Tables[0].Handle.Digest, second.Tables[0].Handle.Digest);
    }

    [Fact]
    public void LaterFile_ReplacesByKey_AndTheHandleLeavesTheOldRowsOut()
    {
        _work.Write("in/2026-01.csv", Header + "A,1,2026-01-01,X,1\nA,2,2026-01-01,Y,1\n");
        _work.Write("in/2026-02.csv", Header + "A,2,2026-01-01,Y,5\nB,1,2026-02-01,X,1\n");
        var result = _work.Run(WithKey);
        var table = result.Find("order_lines")!;
        Assert.Equal((3, 1), (table.Handle.Rows, table.Replaced));
        Assert.Equal(["A|1|1.0000", "A|2|5.0000", "B|1|1.0000"], _work.Rows(result, "SELECT order_id, line, quantity FROM order_lines ORDER BY ALL"));
        Assert.Equal(["1"], _work.Query($"SELECT row FROM '{_work.Context.PathOf(table.Handle.Without!)}'"));
    }

    [Fact]
    public void LaterRowOfOneFile_ReplacesByKey()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\nA,1,2026-01-01,X,2\nA,1,2026-01-01,X,3\n");
        Assert.Equal(["3.0000"], _work.Rows(_work.Run(WithKey), "SELECT quantity FROM order_lines"));
    }

    [Fact]
    public void RowsWithoutAWholeKey_AllStay()
    {
        _work.Write("in/a.csv", Header + "A,,2026-01-01,X,1\nA,,2026-01-01,X,2\n");
        var result = _work.Run(WithKey);
        Assert.Equal((2, null), (result.Tables[0].Handle.Rows, result.Tables[0].Handle.Without));
    }

    [Fact]
    public void WithoutKey_EverythingStays()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\nA,1,2026-01-01,X,2\n");
        Assert.Equal(2, _work.Run(Yaml).Tables[0].Handle.Rows);
    }

    [Fact]
    public void FaultyFile_LeavesTheOthersLoaded_AndNothingHalfWritten()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        _work.Write("in/b.csv", Header + "B,1,someday,X,1\n");
        Assert.Throws<ProblemException>(() => _work.Run(Yaml));
        Assert.Single(_work.Finished());
        _work.Write("in/b.csv", Header + "B,1,2026-01-02,X,1\n");
        Assert.Equal([true, false], _work.Run(Yaml).Loads.Select(l => l.FromCache));
    }

    [Fact]
    public void FileThatChangesWhileItIsLoaded_IsRefused()
    {
        var path = _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => _work.Run(IngestWorkspace.Options(Yaml), afterPlan: () => File.AppendAllText(path, "B,1,2026-01-02,X,1\n"))).Problems);
        Assert.Equal("SEG-ING-018", problem.Code);
        Assert.Empty(_work.Finished());
    }

    [Fact]
    public void Plan_DigestFollowsContent()
    {
        var path = _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var options = IngestWorkspace.Options(Yaml);
        string Digest() => new IngestPlanner(null).Plan("test", options, _work.PipelineFolder, "UTC", _work.PipelineFolder, TestContext.Current.CancellationToken).Digest;
        var first = Digest();
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1));
        Assert.Equal(first, Digest());
        File.AppendAllText(path, "B,1,2026-01-01,X,1\n");
        Assert.NotEqual(first, Digest());
    }

    [Fact]
    public void Result_SurvivesJson()
    {
        _work.Write("in/a.csv", Header + "A,1,2026-01-01,X,1\n");
        var result = _work.Run(Yaml);
        var text = System.Text.Json.JsonSerializer.Serialize(result);
        Assert.Equal(text, System.Text.Json.JsonSerializer.Serialize(System.Text.Json.JsonSerializer.Deserialize<IngestResult>(text)));
    }
}
