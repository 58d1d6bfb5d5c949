namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>Columns of other files, brought to each row. Expected rows are computed by hand.</summary>
public sealed class JoinTests : IDisposable
{
    private readonly IngestWorkspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Lookup_ColumnsComeToEachLine_InFileOrder_AndMissingPartnersLeaveThemEmpty()
    {
        _work.Write("lines.csv", "OrderID,item,qty\nB,X,1\nA,X,2\nC,Y,3\nA,Z,4\n");
        _work.Write("orders.csv", "order_id,day,customer\nA,2026-01-01,K1\nB,2026-01-02,K2\n");
        var result = _work.Run("""
            lookups:
              orders: {path: orders.csv}
            sources:
              order_lines:
                path: lines.csv
                joins: [{lookup: orders, on: OrderID = order_id}]
                mapping: {order_id: OrderID, order_date: orders.day, customer_id: {expression: lower(orders.customer)}, product_id: item, quantity: qty}
            """);
        Assert.Equal(
            ["B|1|2026-01-02 00:00:00|k2", "A|1|2026-01-01 00:00:00|k1", "C|1|∅|∅", "A|2|2026-01-01 00:00:00|k1"],
            _work.Rows(result, "SELECT order_id, line, order_date, customer_id FROM order_lines"));
    }

    [Fact]
    public void Lookup_OfALookup_AndOnTwoColumns()
    {
        _work.Write("lines.csv", "o,i,q,site,zone\nA,X,1,S1,N\n");
        _work.Write("orders.csv", "o,day,customer\nA,2026-01-01,K1\n");
        _work.Write("customers.csv", "customer,channel\nK1,web\n");
        _work.Write("sites.csv", "site,zone,code\nS1,N,17\nS1,S,18\n");
        var result = _work.Run("""
            lookups:
              orders: {path: orders.csv}
              customers: {path: customers.csv}
              sites: {path: sites.csv}
            sources:
              order_lines:
                path: lines.csv
                joins:
                  - {lookup: orders, on: o}
                  - {lookup: customers, on: orders.customer = customer}
                  - {lookup: sites, on: [site, zone]}
                mapping: {order_id: o, order_date: orders.day, product_id: i, quantity: q, channel: customers.channel, site_id: sites.code}
            """);
        Assert.Equal(["web|17"], _work.Rows(result, "SELECT channel, site_id FROM order_lines"));
    }

    [Fact]
    public void Lookup_WithTwoRowsForOneKey_IsRefused()
    {
        _work.Write("lines.csv", "o,i,q\nA,X,1\n");
        _work.Write("orders.csv", "o,day\nA,2026-01-01\nA,2026-01-02\n");
        var problem = _work.Refuses("""
            lookups: {orders: {path: orders.csv}}
            sources: {order_lines: {path: lines.csv, joins: [{lookup: orders, on: o}], mapping: {order_id: o, order_date: orders.day, product_id: i, quantity: q}}}
            """);
        Assert.Equal("SEG-ING-032", problem.Code);
        Assert.Contains("the lookup orders has several rows for one o, such as A", problem.What);
    }

    [Fact]
    public void Lookup_ThatCannotBeRead_IsRefused()
    {
        _work.Write("lines.csv", "o,i,q\nA,X,1\n");
        _work.Write("orders.csv", "o,day\nA,someday\n");
        var problem = _work.Refuses("""
            lookups: {orders: {path: orders.csv}}
            sources: {order_lines: {path: lines.csv, joins: [{lookup: orders, on: o}], mapping: {order_id: o, order_date: orders.day, product_id: i, quantity: q}}}
            """);
        Assert.Equal("SEG-ING-031", problem.Code);
        Assert.Contains("someday", problem.What);
    }

    [Theory]
    [InlineData("orders.dya", "SEG-ING-020", "orders.csv has no column 'dya'")]
    [InlineData("{expression: header.day}", "SEG-ING-023", "'header' is not joined")]
    public void Lookup_ColumnThatIsNotThere(string mapping, string code, string what)
    {
        _work.Write("lines.csv", "o,i,q\nA,X,1\n");
        _work.Write("orders.csv", "o,day\nA,2026-01-01\n");
        var problem = _work.Refuses("""
            lookups: {orders: {path: orders.csv}}
            sources: {order_lines: {path: lines.csv, joins: [{lookup: orders, on: o}], mapping: {order_id: o, order_date: MAPPED, product_id: i, quantity: q}}}
            """.Replace("MAPPED", mapping));
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What);
    }

    [Fact]
    public void ChangedLookup_LoadsTheSourceAnew()
    {
        const string Yaml = """
            lookups: {orders: {path: orders.csv}}
            sources: {order_lines: {path: lines.csv, joins: [{lookup: orders, on: o}], mapping: {order_id: o, order_date: orders.day, product_id: i, quantity: q}}}
            """;
        _work.Write("lines.csv", "o,i,q\nA,X,1\n");
        _work.Write("orders.csv", "o,day\nA,2026-01-01\n");
        _work.Run(Yaml);
        _work.Write("orders.csv", "o,day\nA,2026-01-02\n");
        var result = _work.Run(Yaml);
        Assert.False(result.Loads[0].FromCache);
        Assert.Equal(new DateTime(2026, 1, 2), result.FirstOrder);
    }
}
