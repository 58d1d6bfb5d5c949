namespace SegmentationML.Pipeline.Publish;

/// <summary>Where a driver of an assignment comes from.</summary>
/// <param name="Driver">The driver.</param>
/// <param name="Group">The feature group that gives it; null when none does, as for drivers from reference tables.</param>
/// <param name="Sha256">SHA-256 of the group's SQL in lower-case hex; null without a group.</param>
/// <param name="Fields">Source columns that it is made from, as <c>source.column</c>, in order.</param>
public sealed record FeatureOrigin(string Driver, string? Group, string? Sha256, IReadOnlyList<string> Fields);
