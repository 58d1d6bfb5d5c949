namespace SegmentationML.Pipeline.Segment;

/// <summary><c>overrides.yaml</c> beside a model.</summary>
public sealed record OverrideFile
{
    /// <summary>The overrides.</summary>
    public required IReadOnlyList<OverrideDefinition> Overrides { get; init; }
}
