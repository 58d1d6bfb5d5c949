using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>Objects of a JSON file; every value is taken as text, so that a number keeps its digits.</summary>
/// <param name="path">The plain file.</param>
/// <param name="names">Keys of the objects.</param>
internal sealed class JsonRows(string path, IReadOnlyList<string> names) : IRawRows
{
    public IReadOnlyList<ColumnShape> Columns { get; } = [.. names.Select(n => new ColumnShape(n, "VARCHAR"))];

    public NumberStyle Numbers => NumberStyle.Plain;

    public string? PassedOver => null;

    public string From(IReadOnlyCollection<string> columns, bool tolerant)
    {
        var types = string.Join(", ", columns.Select(c => $"{Ports.Sql.Literal(c)}: 'VARCHAR'"));
        return $"read_json({Ports.Sql.Literal(path)}, columns = {{{types}}}, format = 'auto', records = true)";
    }

    public string FromTyped(IReadOnlyList<ColumnRead> reads, out IReadOnlyDictionary<string, string> types)
    {
        types = Columns.ToDictionary(c => c.Name, c => c.Type);
        return From([.. reads.Select(r => r.Name)], tolerant: false);
    }
}
