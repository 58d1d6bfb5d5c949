namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>A column that a mapping names.</summary>
/// <param name="Lookup">The joined lookup that has it; null for the source itself.</param>
/// <param name="Name">As the header spells it.</param>
internal readonly record struct ColumnName(string? Lookup, string Name)
{
    /// <summary>How it stands in the queries of a load: a lookup is there as a struct of its columns.</summary>
    public string Sql => Lookup is null ? Ports.Sql.Identifier(Name) : $"{Ports.Sql.Identifier(Lookup)}.{Ports.Sql.Identifier(Name)}";

    /// <summary>As a mapping writes it.</summary>
    public override string ToString() => Lookup is null ? Name : $"{Lookup}.{Name}";
}
