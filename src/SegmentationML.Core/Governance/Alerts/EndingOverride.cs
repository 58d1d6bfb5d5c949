namespace SegmentationML.Core.Governance.Alerts;

/// <summary>An override that holds, and its end.</summary>
/// <param name="Id">Such as <c>ovr-12</c>.</param>
/// <param name="Segment">The segment that it sends to.</param>
/// <param name="Entities">How many entities it names; 0 when it chooses them by conditions.</param>
/// <param name="To">The first day on which it holds no longer.</param>
public sealed record EndingOverride(string Id, string Segment, int Entities, DateOnly To);
