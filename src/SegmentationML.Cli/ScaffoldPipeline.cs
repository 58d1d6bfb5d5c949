using System.Text;
using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary>The files of a new pipeline, mapped to a data file where one is given.</summary>
internal static class ScaffoldPipeline
{
    /// <summary>Names under which other systems know the columns of <c>order_lines</c>; compared without case, blanks and signs.</summary>
    private static readonly (CanonicalColumn Column, string[] Names)[] Synonyms =
    [
        (OrderLines.OrderId, ["orderid", "orderno", "ordernumber", "invoiceno", "invoice", "invoiceid", "salesorder", "documentno", "vbeln", "basketid"]),
        (OrderLines.Line, ["line", "lineno", "linenumber", "orderline", "orderitemid", "posnr", "item", "position"]),
        (OrderLines.OrderDate, ["orderdate", "date", "invoicedate", "salesdate", "transactiondate", "transactiontimestamp", "postingdate", "day", "erdat"]),
        (OrderLines.CustomerId, ["customerid", "customer", "customerno", "clientid", "accountid", "householdid", "kunnr"]),
        (OrderLines.ProductId, ["productid", "product", "sku", "item", "itemid", "material", "materialno", "stockcode", "article", "articleno", "matnr", "partno"]),
        (OrderLines.SiteId, ["siteid", "site", "store", "storeid", "warehouse", "plant", "location", "werks"]),
        (OrderLines.Channel, ["channel", "saleschannel"]),
        (OrderLines.Quantity, ["quantity", "qty", "units", "orderqty", "orderquantity", "unitquantity", "kwmeng"]),
        (OrderLines.UnitPrice, ["unitprice", "price", "netprice", "salesprice"]),
        (OrderLines.Amount, ["amount", "netamount", "revenue", "sales", "salesvalue", "linetotal", "value", "netwr"]),
        (OrderLines.Cost, ["cost", "linecost", "cogs"]),
        (OrderLines.Currency, ["currency", "currencycode", "waerk"]),
    ];

    /// <summary>Paths and texts, relative to the current folder.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string name, string? dataFile)
        => [(Path.Combine("pipelines", name, "pipeline.yaml"), Pipeline(name, dataFile)), (Path.Combine("models", name, "model.yaml"), Model(name))];

    private static string Pipeline(string name, string? dataFile)
    {
        var mapping = new StringBuilder();
        var columns = dataFile is null ? null : ColumnsOf(dataFile);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (column, names) in Synonyms)
        {
            var found = columns?.FirstOrDefault(c => !taken.Contains(c) && names.Contains(Plain(c), StringComparer.Ordinal));
            if (found is not null)
            {
                taken.Add(found);
                mapping.AppendLine($"        {column.Name}: {Quoted(found)}");
            }
            else if (column.Required && column != OrderLines.Line)
            {
                mapping.AppendLine($"        {column.Name}: {column.Name.ToUpperInvariant()}   # {(columns is null ? column.Doc : $"none of {string.Join(", ", columns)} looks like it: {column.Doc}")}");
            }
        }

        return $$"""
            name: {{name}}
            description: Products by value and variability.
            model: {{name}}
            entity: product_id
            ingest:
              sources:
                order_lines:
                  path: {{Quoted(dataFile is null ? "order_lines.csv" : Path.GetFullPath(dataFile))}}
                  mapping:
            {{mapping.ToString().TrimEnd()}}
                  # leave_out:
                  #   not-a-product: {where: "StockCode = 'POST'", reason: postage}
            features:
              bucket: week
            forecast:
              horizon: 13

            """;
    }

    /// <summary>The text of a model to start from.</summary>
    internal static string Model(string name) => $$$"""
        name: {{{name}}}
        description: ABC by net revenue, XYZ by the de-seasonalised variability of demand.
        dimensions:
          abc: {kind: cumulative-share, driver: net_revenue, cuts: {A: 0.8, B: 0.95, C: 1}}
          xyz: {kind: variability, driver: cv_deseasonalised, cuts: {X: 0.75, Y: 1.5, Z: .inf}}
        policies:
          AX: {service_level: 0.98}
          AY: {service_level: 0.97}
          "*": {service_level: 0.92}
          ONE_OFF: {}
          DORMANT: {}
          NO_MOVEMENT: {}
          RETURNS_ONLY: {}

        """;

    private static string[] ColumnsOf(string file)
    {
        if (!File.Exists(file))
        {
            throw new ProblemException(new Problem("SEG-CLI-009", $"There is no file {file}.", "Check the path given to --from."));
        }

        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var reader = Path.GetExtension(file).ToLowerInvariant() switch { ".parquet" => "read_parquet", ".json" or ".jsonl" or ".ndjson" => "read_json", _ => "read_csv" };
        return [.. engine.Describe($"SELECT * FROM {reader}({Sql.Literal(file)})").Select(c => c.Name)];
    }

    private static string Plain(string column) => string.Concat(column.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '.' or '-') ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
