namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Northwind: headers and lines in two files, master data in others. Expected numbers: the data set's own description (830 orders, 2,155 lines, 91 customers, 77 products, 29 suppliers,
/// 10 of them discontinued by the file, net sales 1,265,793.04, 21 open orders, July 1996 to May 1998).</summary>
public sealed class NorthwindTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Run_JoinsHeadersAndLines()
    {
        var result = _work.Run(RealSources.Options("northwind", "northwind"));

        Assert.Equal(
            ["2155|830|1265793.04|89|77|21|1"],
            _work.Rows(result, "SELECT count(*), count(DISTINCT order_id), round(sum(amount), 2), count(DISTINCT customer_id), count(DISTINCT product_id), count(DISTINCT order_id) FILTER (shipped_date IS NULL), min(line) FROM order_lines"));
        Assert.Equal(new DateTime(1996, 7, 4), result.FirstOrder);
        Assert.Equal(new DateTime(1998, 5, 6), result.LastOrder);
        Assert.Equal("USD", result.Currency);
        Assert.Equal(["77|8|29|67"], _work.Rows(result, "SELECT count(*), count(DISTINCT level_1), count(DISTINCT supplier_id), count(*) FILTER (is_active) FROM products"));
        Assert.Equal(["91|29"], _work.Rows(result, "SELECT (SELECT count(*) FROM customers), (SELECT count(*) FROM suppliers)"));
        Assert.Equal(["42|9.8000|98.0000"], _work.Rows(result, "SELECT product_id, unit_price::DECIMAL(18,4), amount FROM order_lines WHERE order_id = '10248' AND line = 2"));
    }
}
