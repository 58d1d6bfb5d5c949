using System.Text;
using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary>The source section of a new pipeline: which column is which, and how the file is written.</summary>
/// <param name="Yaml">The lines below <c>order_lines:</c> after its path, indented by eight.</param>
/// <param name="Missing">Required canonical columns that no column of the file looks like.</param>
/// <param name="Left">Columns of the file that are mapped to nothing.</param>
internal sealed record ScaffoldMapping(string Yaml, IReadOnlyList<CanonicalColumn> Missing, IReadOnlyList<string> Left)
{
    /// <summary>Names under which other systems know the columns of <c>order_lines</c>, best first; compared without case, blanks and signs. A product may be called item only where nothing else is the product, and a line only after that.</summary>
    private static readonly (CanonicalColumn Column, string[] Names)[] Synonyms =
    [
        (OrderLines.OrderId, ["orderid", "orderno", "ordernumber", "order", "salesorder", "invoiceno", "invoice", "invoiceid", "documentno", "vbeln", "basketid"]),
        (OrderLines.OrderDate, ["orderdate", "orderedon", "soldon", "saledate", "salesdate", "invoicedate", "transactiondate", "transactiontimestamp", "postingdate", "erdat", "date", "day"]),
        (OrderLines.CustomerId, ["customerid", "customer", "customerno", "clientid", "client", "buyerid", "buyer", "soldto", "soldtoparty", "accountid", "householdid", "kunnr"]),
        (OrderLines.ProductId, ["productid", "product", "productno", "sku", "material", "materialno", "stockcode", "article", "articleno", "matnr", "partno", "itemid", "itemno", "itemcode", "item"]),
        (OrderLines.Line, ["line", "lineno", "linenumber", "orderline", "orderitemid", "posnr", "position", "item"]),
        (OrderLines.SiteId, ["siteid", "site", "storeid", "store", "warehouse", "plant", "location", "werks"]),
        (OrderLines.Channel, ["channel", "saleschannel"]),
        (OrderLines.Quantity, ["quantity", "qty", "units", "orderqty", "orderquantity", "quantitysold", "qtysold", "unitquantity", "kwmeng"]),
        (OrderLines.UnitPrice, ["unitprice", "price", "netprice", "salesprice"]),
        (OrderLines.Amount, ["amount", "netamount", "revenue", "sales", "salesvalue", "linetotal", "value", "netwr"]),
        (OrderLines.Cost, ["cost", "linecost", "cogs"]),
        (OrderLines.Currency, ["currency", "currencycode", "waerk"]),
    ];

    /// <summary>A mapping to fill in: each required column from one of the same name.</summary>
    public static ScaffoldMapping Blank { get; } = Of([.. Synonyms.Select(s => s.Column).Where(c => c.Required && c != OrderLines.Line).Select(c => c.Name)], null);

    /// <summary>The mapping of a file.</summary>
    /// <param name="file">CSV, Parquet or JSON lines.</param>
    public static ScaffoldMapping OfFile(string file)
    {
        if (!File.Exists(file))
        {
            throw new ProblemException(new Problem("SEG-CLI-009", $"There is no file {file}.", "Check the path given to --from."));
        }

        var plain = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        var reader = Path.GetExtension(plain).ToLowerInvariant() switch { ".parquet" => "read_parquet", ".json" or ".jsonl" or ".ndjson" => "read_json", _ => null };
        if (reader is null)
        {
            var sample = CsvSample.Read(file);
            return Of(sample.Columns, sample);
        }

        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        return Of([.. engine.Describe($"SELECT * FROM {reader}({Pipeline.Ports.Sql.Literal(file)})").Select(c => c.Name)], null);
    }

    /// <summary>A text as YAML.</summary>
    public static string Quoted(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '/' or '.' or '-') && text[0] != '-' && text is not "null"
        ? text
        : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static ScaffoldMapping Of(IReadOnlyList<string> columns, CsvSample? sample)
    {
        var found = new Dictionary<CanonicalColumn, string>();
        foreach (var (column, names) in Synonyms)
        {
            if (names.Select(n => columns.FirstOrDefault(c => Plain(c) == n && !found.ContainsValue(c))).FirstOrDefault(c => c is not null) is { } source)
            {
                found.Add(column, source);
            }
        }

        CanonicalColumn[] missing = [.. Synonyms.Select(s => s.Column).Where(c => c.Required && c != OrderLines.Line && !found.ContainsKey(c))];
        string[] left = [.. columns.Where(c => !found.ContainsValue(c))];
        var yaml = new StringBuilder();
        Append(yaml, sample, found);
        yaml.AppendLine("      mapping:");
        foreach (var (column, _) in Synonyms)
        {
            if (found.TryGetValue(column, out var source))
            {
                yaml.AppendLine($"        {column.Name}: {Quoted(source)}");
            }
            else if (missing.Contains(column))
            {
                yaml.AppendLine($"        # {column.Name}:   # fill in: {column.Doc}");
            }
        }

        if (left.Length > 0)
        {
            yaml.AppendLine($"        # not mapped: {string.Join(", ", left.Select(l => l.ReplaceLineEndings(" ")))}");
        }

        return new ScaffoldMapping(yaml.ToString().TrimEnd(), missing, left);
    }

    private static void Append(StringBuilder yaml, CsvSample? sample, Dictionary<CanonicalColumn, string> found)
    {
        if (sample is null)
        {
            return;
        }

        var (point, thousands) = sample.Signs(found.Where(f => f.Key.SqlType.StartsWith("DECIMAL", StringComparison.Ordinal)).Select(f => f.Value));
        string[] settings =
        [
            .. sample.Delimiter == "," ? Array.Empty<string>() : [$"delimiter: '{sample.Delimiter}'"],
            .. point == "." ? Array.Empty<string>() : [$"decimal: '{point}'"],
            .. thousands.Length == 0 ? Array.Empty<string>() : [$"thousands: '{thousands}'"],
            .. sample.Encoding == "utf-8" ? Array.Empty<string>() : [$"encoding: {sample.Encoding}"],
        ];
        if (settings.Length > 0)
        {
            yaml.AppendLine($"      csv: {{{string.Join(", ", settings)}}}");
        }

        if (found.TryGetValue(OrderLines.OrderDate, out var date) && sample.DateFormat(date) is { } format)
        {
            yaml.AppendLine("      columns:");
            yaml.AppendLine($"        {Quoted(date)}: {{type: timestamp, formats: [\"{format}\"]}}");
        }
    }

    private static string Plain(string column) => string.Concat(column.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
