using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>Rows whose columns have types of their own: a Parquet file, or a table of the engine.</summary>
/// <param name="relation">A table expression.</param>
/// <param name="columns">Its columns.</param>
internal sealed class NativeRows(string relation, IReadOnlyList<ColumnShape> columns) : IRawRows
{
    public IReadOnlyList<ColumnShape> Columns { get; } = columns;

    public NumberStyle Numbers => NumberStyle.Plain;

    public string? PassedOver => null;

    public string From(IReadOnlyCollection<string> columns, bool tolerant) => relation;

    public string FromTyped(IReadOnlyList<ColumnRead> reads, out IReadOnlyDictionary<string, string> types)
    {
        types = Columns.ToDictionary(c => c.Name, c => c.Type);
        return relation;
    }
}
