namespace SegmentationML.Core.Governance.Alerts;

/// <summary>While an alert that meets the source's conditions fires, those that meet the target's are not told, provided that both have the same texts of the labels in <c>equal</c>.</summary>
public sealed record AlertInhibition
{
    /// <summary>Conditions of the alert that hides others.</summary>
    public required IReadOnlyList<string> Source { get; init; }

    /// <summary>Conditions of those that it hides.</summary>
    public required IReadOnlyList<string> Target { get; init; }

    /// <summary>Labels that must be the same. Default [pipeline].</summary>
    public IReadOnlyList<string> Equal { get; init; } = [AlertLabels.Pipeline];
}
