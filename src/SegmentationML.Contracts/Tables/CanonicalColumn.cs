namespace SegmentationML.Contracts.Tables;

/// <summary>A column of a canonical table, named here and nowhere else.</summary>
/// <param name="Name">As it stands in SQL, in mappings and in contracts.</param>
/// <param name="SqlType">The type that ingest casts to, such as <c>DECIMAL(18,4)</c>; a number with more decimals is rounded half away from zero.</param>
/// <param name="Required">True when a source of this table must map it (or ingest derives it). Whether a row may lack it is the data contract's say.</param>
/// <param name="Unit">Unit of the values, such as <c>base units of the product</c>; empty for names, codes and dates.</param>
/// <param name="Doc">What a value means.</param>
public sealed record CanonicalColumn(string Name, string SqlType, bool Required, string Unit, string Doc)
{
    /// <summary>The name, so that SQL text can interpolate the column.</summary>
    public override string ToString() => Name;
}
