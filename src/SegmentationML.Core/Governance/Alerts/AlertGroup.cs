namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Alerts that one receiver is told of together, and what it was told last.</summary>
public sealed record AlertGroup
{
    /// <summary>Its name: way, receiver and the group's labels.</summary>
    public required string Key { get; init; }

    /// <summary>Who is told.</summary>
    public required string Receiver { get; init; }

    /// <summary>The texts of the labels that its alerts share.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>When it is looked at next, UTC.</summary>
    public required DateTimeOffset Next { get; init; }

    /// <summary>When the receiver was told last, UTC; null for never.</summary>
    public DateTimeOffset? Told { get; init; }

    /// <summary>Fingerprints of the alerts of which the receiver was told that they fire, and not yet that they are over; in order.</summary>
    public IReadOnlyList<string> Firing { get; init; } = [];
}
