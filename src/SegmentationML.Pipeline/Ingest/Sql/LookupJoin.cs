namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>A join of a source with a lookup.</summary>
/// <param name="Lookup">The lookup's name.</param>
/// <param name="Links">Columns that must be equal: of the source (or of a lookup that was joined before), and of the lookup.</param>
internal sealed record LookupJoin(string Lookup, IReadOnlyList<(ColumnName Left, ColumnName Right)> Links)
{
    /// <summary>The engine's table that holds the lookup while a source is loaded.</summary>
    public string TableName => Ports.Sql.Identifier($"segml_lookup_{Lookup}");
}
