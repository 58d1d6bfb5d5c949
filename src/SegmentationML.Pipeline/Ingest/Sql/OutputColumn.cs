using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>A canonical column and how a load fills it.</summary>
/// <param name="Column">The canonical column.</param>
/// <param name="Sql">Its value over the read columns, cast to the canonical type; null when nothing gives it.</param>
internal sealed record OutputColumn(CanonicalColumn Column, string? Sql)
{
    /// <summary>The column's name, quoted.</summary>
    public string Name => Ports.Sql.Identifier(Column.Name);
}
