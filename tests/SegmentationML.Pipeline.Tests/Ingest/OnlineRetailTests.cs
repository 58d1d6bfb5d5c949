namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>UCI Online Retail. Expected numbers: the published figures (data set's own description: 541,909 lines, 25,900 invoices, 5,268 duplicates, 135,080 lines without customer,
/// 9,288 on cancelled invoices, 9,747,747.934 GBP) and plain SQL over the raw file, in the test beside the result.</summary>
public sealed class OnlineRetailTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    private static string Raw => $"read_csv('{RealSources.Data("online-retail")}/online_retail.csv.gz', all_varchar = true)";

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Run_WithoutRules_GivesThePublishedFigures()
    {
        var result = _work.Run($$"""
            sources:
              order_lines:
                path: {{RealSources.Data("online-retail")}}/online_retail.csv.gz
                mapping:
                  order_id: InvoiceNo
                  order_date: InvoiceDate
                  product_id: StockCode
                  customer_id: {expression: "regexp_replace(CustomerID, '\\.0$', '')"}
                  quantity: Quantity
                  unit_price: UnitPrice
                returns: {where: InvoiceNo LIKE 'C%'}
            """);

        var load = Assert.Single(result.Loads);
        Assert.Equal((541_909, 541_909, 5_268L, 0), (load.RowsRead, load.RowsLoaded, load.Duplicates, load.DuplicatesDropped));
        Assert.Empty(load.Rejected);
        Assert.Equal("84f0b07106628b82b1441a656f29487cb57f69cf5fd903206811cf0a543a5ae8", load.Sha256);
        Assert.Equal(
            ["541909|25900|4070|4372|135080|9288|9747747.9340"],
            _work.Rows(result, "SELECT count(*), count(DISTINCT order_id), count(DISTINCT product_id), count(DISTINCT customer_id), count(*) FILTER (customer_id IS NULL), count(*) FILTER (is_return), sum(amount) FROM order_lines"));
        Assert.Equal(new DateTime(2010, 12, 1, 8, 26, 0), result.FirstOrder);
        Assert.Equal(new DateTime(2011, 12, 9, 12, 50, 0), result.LastOrder);
        Assert.Equal(["17850|12345"], _work.Rows(result, "SELECT min(customer_id) FILTER (order_id = '536365'), least(min(customer_id), '12345') FROM order_lines"));
    }

    [Fact]
    public void Line_IsThePositionWithinTheInvoice_InFileOrder()
    {
        var result = _work.Run(RealSources.Options("online-retail-products", "online-retail"));

        // The first invoice of the file, in its order; none of its seven lines is left out.
        Assert.Equal(
            ["1|85123A", "2|71053", "3|84406B", "4|84029G", "5|84029E", "6|22752", "7|21730"],
            _work.Rows(result, "SELECT line, product_id FROM order_lines WHERE order_id = '536365' ORDER BY line"));
        Assert.Equal(["0"], _work.Rows(result, "SELECT count(*) FROM (SELECT order_id, line FROM order_lines GROUP BY ALL HAVING count(*) > 1)"));
    }

    [Fact]
    public void Products_EveryLineLeftOutHasItsReason_AndRevenueIsThatOfPlainSql()
    {
        var result = _work.Run(RealSources.Options("online-retail-products", "online-retail"));
        var load = result.Loads[0];

        Assert.Equal(541_909, load.RowsRead);
        Assert.Equal(load.RowsRead, load.RowsLoaded + load.LeftOut.Sum(r => r.Rows));
        var raw = $"(SELECT *, upper(StockCode) IN ('POST', 'DOT', 'C2', 'M', 'D', 'S', 'B', 'PADS', 'CRUK', 'AMAZONFEE', 'BANK CHARGES') OR StockCode LIKE 'gift%' AS other, UnitPrice::DECIMAL(18,3) AS p, Quantity::INT AS q FROM {Raw})";
        Assert.Equal(
            [$"{load.LeftOut[0].Rows}|{load.LeftOut[1].Rows}|{load.LeftOut[2].Rows}"],
            _work.Query($"SELECT count(*) FILTER (other), count(*) FILTER (NOT other AND p = 0 AND q < 0), count(*) FILTER (NOT other AND p = 0 AND q >= 0) FROM {raw}"));
        Assert.Equal(
            _work.Query($"SELECT count(*), sum(q * p)::DECIMAL(18,4), count(DISTINCT upper(StockCode)) FROM {raw} WHERE NOT other AND p <> 0"),
            _work.Rows(result, "SELECT count(*), sum(amount), count(DISTINCT product_id) FROM order_lines"));
        Assert.Equal(
            load.LeftOut.Select(r => $"left out|{r.Rule}|{r.Reason}|{r.Rows}").Order(),
            _work.Query($"SELECT kind, rule, reason, count(*) FROM '{_work.Context.PathOf(load.Aside!)}' GROUP BY ALL").Order());
        Assert.Equal(
            ["POSTAGE"],
            _work.Query($"SELECT content->>'Description' FROM '{_work.Context.PathOf(load.Aside!)}' WHERE rule = 'not-a-product' ORDER BY row LIMIT 1"));
    }

    [Fact]
    public void Products_NameIsTheLastDescriptionSold()
    {
        var result = _work.Run(RealSources.Options("online-retail-products", "online-retail"));

        Assert.Equal(["0"], _work.Rows(result, "SELECT count(*) FROM (SELECT product_id FROM products GROUP BY ALL HAVING count(*) > 1)"));
        Assert.Equal(["0"], _work.Rows(result, "SELECT count(*) FROM (SELECT DISTINCT product_id FROM order_lines) ANTI JOIN products USING (product_id)"));
        Assert.Equal(
            _work.Query($"SELECT arg_max(Description, n) FROM (SELECT *, row_number() OVER () AS n FROM {Raw}) WHERE upper(StockCode) = '85123A' AND UnitPrice::DECIMAL(18,3) <> 0"),
            _work.Rows(result, "SELECT name FROM products WHERE product_id = '85123A'"));
    }

    [Fact]
    public void Customers_LinesWithoutCustomerAreLeftOutFirst()
    {
        var result = _work.Run(RealSources.Options("online-retail-customers", "online-retail"));

        Assert.Equal(("no-customer", 135_080L), (result.Loads[0].LeftOut[0].Rule, result.Loads[0].LeftOut[0].Rows));
        Assert.Equal(["4372"], _work.Rows(result, "SELECT count(*) FROM customers"));
        Assert.Equal(["0"], _work.Rows(result, "SELECT count(*) FROM order_lines WHERE customer_id IS NULL"));
    }

    [Fact]
    public void Run_DuplicatesDropped_LeavesOneOfEach()
    {
        var options = RealSources.Options("online-retail-products", "online-retail");
        var source = options.Sources["order_lines"] with { Duplicates = Pipeline.Ingest.DuplicateRule.Drop, LeaveOut = new Dictionary<string, Pipeline.Ingest.LeaveOutRule>() };
        var result = _work.Run(options with { Sources = new Dictionary<string, Pipeline.Ingest.SourceOptions> { ["order_lines"] = source } });

        var load = Assert.Single(result.Loads);
        Assert.Equal((541_909, 536_641, 5_268L, 5_268), (load.RowsRead, load.RowsLoaded, load.Duplicates, load.DuplicatesDropped));
        Assert.Equal(_work.Query($"SELECT sum(Quantity::INT * UnitPrice::DECIMAL(18,3))::DECIMAL(18,4) FROM (SELECT DISTINCT * FROM {Raw})"), _work.Rows(result, "SELECT sum(amount) FROM order_lines"));
    }
}
