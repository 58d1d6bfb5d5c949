using SegmentationML.Core;

namespace SegmentationML.Pipeline.Tests.Ingest;

public sealed class IngestOptionsTests
{
    private const string Good = "{path: a.csv, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}";

    [Fact]
    public void Validate_LeastMapping_IsFine() => Assert.Empty(IngestWorkspace.Options($"sources: {{order_lines: {Good}}}").Validate());

    [Theory]
    [InlineData("SEG-ING-001", "feeds 'ordrlines'", "Did you mean 'order_lines'?", "sources: {order_lines: GOOD, x: {table: ordrlines, path: a.csv, mapping: {}}}")]
    [InlineData("SEG-ING-002", "mapping.quantitty: order_lines has no such column", "Did you mean 'quantity'?", "sources: {order_lines: GOOD, x: {table: order_lines, path: a.csv, mapping: {order_id: a, order_date: b, product_id: c, quantity: d, quantitty: e}}}")]
    [InlineData("SEG-ING-003", "has not exactly one of column, expression and value", "Keep one.", "sources: {order_lines: {path: a.csv, mapping: {order_id: {column: a, value: b}, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-004", "mapping lacks product_id", "order_lines needs it", "sources: {order_lines: {path: a.csv, mapping: {order_id: a, order_date: b, quantity: d}}}")]
    [InlineData("SEG-ING-005", "max_rejected is 2", "share in [0, 1]", "{max_rejected: 2, sources: {order_lines: GOOD}}")]
    [InlineData("SEG-ING-005", "currency is 'euro'", "ISO 4217", "{currency: euro, sources: {order_lines: GOOD}}")]
    [InlineData("SEG-ING-005", "says not where its rows lie", "Set path", "sources: {order_lines: {mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "says twice where its rows lie", "one of the three", "sources: {order_lines: GOOD, x: {table: order_lines, path: a.csv, same_as: order_lines, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "'x' is to read the same as 'y', which does not exist", "Name a source", "sources: {order_lines: GOOD, x: {table: order_lines, same_as: y, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "csv.delimiter is ';;'", "one character", "sources: {order_lines: {path: a.csv, csv: {delimiter: ;;}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "csv.encoding 'latin99' is not known", "IANA", "sources: {order_lines: {path: a.csv, csv: {encoding: latin99}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "csv.decimal and thousands are ',' and ','", "another character", "sources: {order_lines: {path: a.csv, csv: {decimal: ',', thousands: ','}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "columns.b.type is 'datum'", "Known: text", "sources: {order_lines: {path: a.csv, columns: {b: datum}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "columns.b has formats, but its type is integer", "Only date", "sources: {order_lines: {path: a.csv, columns: {b: {type: integer, formats: ['%Y']}}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-005", "mapping.product_id.factor is 3, but the column is VARCHAR", "remove it", "sources: {order_lines: {path: a.csv, mapping: {order_id: a, order_date: b, product_id: {column: c, factor: 3}, quantity: d}}}")]
    [InlineData("SEG-ING-005", "'orders' is both a source and a lookup", "Rename", "{lookups: {orders: {path: b.csv}}, sources: {order_lines: GOOD, orders: {table: order_lines, path: a.csv, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}}")]
    [InlineData("SEG-ING-005", "connection_env is no name", "Put the connection string", "sources: {order_lines: {postgres: {connection_env: 'Host=x;Password=y', query: SELECT 1}, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-006", "names the lookup 'order', which does not exist", "Did you mean 'orders'?", "{lookups: {orders: {path: b.csv}}, sources: {order_lines: {path: a.csv, joins: [{lookup: order, on: a}], mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}}")]
    [InlineData("SEG-ING-007", "No source feeds order_lines or demand", "Name a source order_lines", "sources: {products: {path: a.csv, mapping: {product_id: a}}}")]
    [InlineData("SEG-ING-009", "key names 'line', which the mapping does not give", "map the column", "sources: {order_lines: {path: a.csv, key: [order_id, line], mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    [InlineData("SEG-ING-009", "The sources of order_lines name different keys", "same key", "sources: {order_lines: GOOD, x: {table: order_lines, path: b.csv, key: order_id, mapping: {order_id: a, order_date: b, product_id: c, quantity: d}}}")]
    public void Validate_SaysWhatIsWrongAndWhatToDo(string code, string what, string fix, string yaml)
    {
        var problem = Assert.Single(IngestWorkspace.Options(yaml.Replace("GOOD", Good)).Validate());
        Assert.Equal(code, problem.Code);
        Assert.Contains(what, problem.What);
        Assert.Contains(fix, problem.Fix);
    }

    [Fact]
    public void Validate_ListsAllProblemsAtOnce()
        => Assert.Equal(
            ["SEG-ING-001", "SEG-ING-002", "SEG-ING-004"],
            IngestWorkspace.Options("sources: {order_lines: {path: a.csv, mapping: {order_id: a, order_date: b, product_id: c, qty: d}}, x: {path: a.csv, mapping: {}}}").Validate().Select(p => p.Code).Order());

    [Fact]
    public void WithPaths_UnknownSource_IsRefusedWithTheNearestName()
    {
        var options = IngestWorkspace.Options($"sources: {{order_lines: {Good}}}");
        var problem = Assert.Single(Assert.Throws<ProblemException>(() => options.WithPaths(new Dictionary<string, string> { ["orderlines"] = "x.csv" })).Problems);
        Assert.Equal(new Problem("SEG-ING-008", "There is no source 'orderlines'.", "Did you mean 'order_lines'?"), problem);
    }

    [Fact]
    public void WithPaths_ReplacesThePathAndKeepsTheOrder()
    {
        var options = IngestWorkspace.Options($"{{sources: {{order_lines: {Good}, b: {{table: demand, path: b.csv, mapping: {{}}}}}}}}");
        var changed = options.WithPaths(new Dictionary<string, string> { ["order_lines"] = "/data/x.csv" });
        Assert.Equal(["order_lines", "b"], changed.Sources.Keys);
        Assert.Equal("/data/x.csv", changed.Sources["order_lines"].Path);
    }
}
