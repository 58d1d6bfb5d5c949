namespace SegmentationML.Contracts.Tables;

/// <summary>A table that ingest fills and every later step reads: its columns are always all there, in this order, null where no source gives them.</summary>
/// <param name="Name">As it stands in SQL, in mappings and as the folder of its data contract.</param>
/// <param name="Grain">What one row is.</param>
/// <param name="Key">The columns that tell rows apart.</param>
/// <param name="Columns">All columns, in order.</param>
public sealed record CanonicalTable(string Name, string Grain, IReadOnlyList<CanonicalColumn> Key, IReadOnlyList<CanonicalColumn> Columns)
{
    /// <summary>The column of a name, or null.</summary>
    /// <param name="name">Compared by ordinal.</param>
    public CanonicalColumn? Find(string name) => Columns.FirstOrDefault(c => c.Name == name);

    /// <summary>The name, so that SQL text can interpolate the table.</summary>
    public override string ToString() => Name;
}
