namespace SegmentationML.Core.Governance.Alerts;

/// <summary>A matter that owners are to know of, from when it was found to when it is over.</summary>
public sealed record Alert
{
    /// <summary>Its name: a digest of the labels.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What it is about.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>One sentence.</summary>
    public required string What { get; init; }

    /// <summary>How big, with the limit.</summary>
    public required string Size { get; init; }

    /// <summary>Since when, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was found, UTC; later than <see cref="Since"/> where that is known by itself.</summary>
    public required DateTimeOffset Found { get; init; }

    /// <summary>The version that it concerns; null for none.</summary>
    public long? Version { get; init; }

    /// <summary>What to do.</summary>
    public required string Todo { get; init; }

    /// <summary>The evidence: an address of the service, from its root.</summary>
    public required string Link { get; init; }

    /// <summary>Since when the finding is gone, while it may come back; null while it is there.</summary>
    public DateTimeOffset? GoneSince { get; init; }

    /// <summary>How often it came back within a day of being over; each time it must be gone for twice as long before it is over again.</summary>
    public int Returns { get; init; }

    /// <summary>When it was over, UTC; null while it fires.</summary>
    public DateTimeOffset? Resolved { get; init; }

    /// <summary>Whether it fires.</summary>
    public bool IsFiring => Resolved is null;
}
