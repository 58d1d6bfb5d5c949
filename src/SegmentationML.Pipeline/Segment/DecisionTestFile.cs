namespace SegmentationML.Pipeline.Segment;

/// <summary><c>tests.yaml</c> beside a model.</summary>
public sealed record DecisionTestFile
{
    /// <summary>The tests.</summary>
    public required IReadOnlyList<DecisionTest> Tests { get; init; }
}
