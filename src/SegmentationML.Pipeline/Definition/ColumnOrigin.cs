namespace SegmentationML.Pipeline.Definition;

/// <summary>A source column that a published column is made from.</summary>
/// <param name="Column">The published column.</param>
/// <param name="Source">The source's name in the pipeline.</param>
/// <param name="Field">The source's column.</param>
/// <param name="IsIdentity">Whether the value is passed on as it is; otherwise it is aggregated or computed.</param>
public sealed record ColumnOrigin(string Column, string Source, string Field, bool IsIdentity);
