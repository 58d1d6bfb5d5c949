namespace SegmentationML.Pipeline.Segment;

/// <summary>How a decision test came out.</summary>
/// <param name="Test">The test.</param>
/// <param name="Segment">The segment that the model gives; null when it cannot be decided.</param>
/// <param name="DecidedBy">What decided; null when it cannot be decided.</param>
/// <param name="Why">Reason codes, then every move; or why it cannot be decided.</param>
public sealed record DecisionOutcome(DecisionTest Test, string? Segment, string? DecidedBy, string Why)
{
    /// <summary>Whether the model decides as expected.</summary>
    public bool Passed => Segment == Test.Expect && (Test.DecidedBy is null || Test.DecidedBy == DecidedBy);

    /// <summary>The difference, as one sentence.</summary>
    public override string ToString() => Passed
        ? $"{Test.Name}: {Segment} ({Why})"
        : $"{Test.Name}: expected {Test.Expect}{(Test.DecidedBy is null ? "" : $" by {Test.DecidedBy}")}, got {Segment ?? "nothing"}{(DecidedBy is null ? "" : $" by {DecidedBy}")} ({Why})";
}
