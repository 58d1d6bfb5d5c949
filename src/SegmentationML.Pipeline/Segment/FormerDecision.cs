namespace SegmentationML.Pipeline.Segment;

/// <summary>Where the entity of a decision test stood before.</summary>
public sealed record FormerDecision
{
    /// <summary>Its segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Its classes by dimension; those that are not given are not known.</summary>
    public IReadOnlyDictionary<string, string> Classes { get; init; } = new Dictionary<string, string>();

    /// <summary>Buckets since it came there. Default 1000.</summary>
    public double Dwell { get; init; } = 1000;
}
