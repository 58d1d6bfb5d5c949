namespace SegmentationML.Core.Governance.Audit;

/// <summary>One thing that holds now.</summary>
/// <param name="Area">The first word of the kinds of event that state it, such as <c>version</c>.</param>
/// <param name="Subject">Of what, such as a pipeline.</param>
/// <param name="Name">Which, such as <c>live</c>.</param>
public readonly record struct AuditState(string Area, string Subject, string Name);
