using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>Records of a delimited file. Nothing is sniffed: dialect and types are all given to the engine's reader.</summary>
/// <param name="path">The plain UTF-8 file.</param>
/// <param name="names">Names of all columns, in order.</param>
/// <param name="repeated">Names that the header has more than once.</param>
/// <param name="csv">How it is written.</param>
internal sealed class CsvRows(string path, IReadOnlyList<string> names, IReadOnlyList<string> repeated, CsvOptions csv) : IRawRows
{
    private const string Rejects = "segml_csv_rejects";
    private const string Scans = "segml_csv_scans";
    private const string Text = "VARCHAR";

    public IReadOnlyList<ColumnShape> Columns { get; } = [.. names.Select(n => new ColumnShape(n, Text))];

    public IReadOnlyList<string> Repeated { get; } = repeated;

    public NumberStyle Numbers { get; } = new(csv.Decimal, csv.Thousands);

    public string PassedOver => $"""
        SELECT line::BIGINT AS line, min(error_type::VARCHAR) AS reason, min(csv_line) AS content
        FROM {Rejects} GROUP BY line ORDER BY line
        """;

    /// <summary>Drops what noted the lines that were passed over.</summary>
    public static string Forget => $"DROP TABLE IF EXISTS {Rejects}; DROP TABLE IF EXISTS {Scans}";

    public string From(IReadOnlyCollection<string> columns, bool tolerant) => Call(_ => Text, tolerant);

    public string FromTyped(IReadOnlyList<ColumnRead> reads, out IReadOnlyDictionary<string, string> types)
    {
        var typed = reads.Where(r => r.IsPlain(Numbers)).ToDictionary(r => r.Name, r => r.Type);
        types = names.ToDictionary(n => n, n => typed.GetValueOrDefault(n, Text));
        return Call(n => typed.GetValueOrDefault(n, Text), tolerant: false);
    }

    private string Call(Func<string, string> type, bool tolerant)
    {
        var columns = $"{{{string.Join(", ", names.Select(n => $"{Ports.Sql.Literal(n)}: {Ports.Sql.Literal(type(n))}"))}}}";
        var nulls = string.Join(", ", csv.Nulls.Select(Ports.Sql.Literal));
        var rejects = tolerant ? $", store_rejects = true, rejects_table = '{Rejects}', rejects_scan = '{Scans}', rejects_limit = 0" : "";
        return $"""
            read_csv({Ports.Sql.Literal(path)}, auto_detect = false, header = {(csv.Names.Count == 0 ? "true" : "false")},
            delim = {Ports.Sql.Literal(csv.Separator)}, quote = {Ports.Sql.Literal(csv.Quote)}, escape = {Ports.Sql.Literal(csv.Escape)},
            nullstr = [{nulls}], columns = {columns}{rejects})
            """;
    }
}
