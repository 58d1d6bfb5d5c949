using SegmentationML.Storage.Sources;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>A query on a real server as a source, from its rows to the canonical table.</summary>
public sealed class PostgresSourceTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private const string Variable = "SEGML_TEST_ERP";
    private const string Yaml = """
        sources:
          order_lines:
            postgres:
              connection_env: SEGML_TEST_ERP
              query: SELECT o.id, l.pos, o.booked, l.item, l.qty, l.price FROM orders o JOIN lines l ON l.id = o.id ORDER BY o.id, l.pos
            columns: {booked: timestamp-with-offset}
            mapping: {order_id: id, line: pos, order_date: booked, product_id: item, quantity: qty, unit_price: price}
        """;

    private readonly IngestWorkspace _work = new() { Databases = new PostgresExport() };

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _work.Dispose();
    }

    [Fact]
    public void Run_LoadsTheQuery_AndKnowsAnUnchangedTable()
    {
        server.SkipIfMissing();
        server.Execute("""
            CREATE TABLE orders (id text, booked timestamptz);
            CREATE TABLE lines (id text, pos int, item text, qty numeric, price numeric);
            INSERT INTO orders VALUES ('A', '2026-01-31 23:30:00+00');
            INSERT INTO lines VALUES ('A', 2, 'Grün, "2"', -1.5, 2.505), ('A', 1, '', 3, NULL);
            """);
        Environment.SetEnvironmentVariable(Variable, server.ConnectionString);

        var first = _work.Run(Yaml);
        Assert.Equal(
            ["A|1|2026-02-01 00:30:00||3.0000|∅", "A|2|2026-02-01 00:30:00|Grün, \"2\"|-1.5000|-3.7575"],
            _work.Rows(first, "SELECT order_id, line, order_date, product_id, quantity, amount FROM order_lines"));
        Assert.Equal("order_lines", first.Loads[0].File);

        Assert.True(_work.Run(Yaml).Loads[0].FromCache);

        server.Execute("INSERT INTO lines VALUES ('A', 3, 'Y', 1, 1)");
        var third = _work.Run(Yaml);
        Assert.Equal((false, 3), (third.Loads[0].FromCache, third.Loads[0].RowsLoaded));
    }
}
