namespace SegmentationML.Core.Governance.Alerts;

/// <summary>What a rule found.</summary>
/// <param name="Labels">What it is about.</param>
/// <param name="What">One sentence.</param>
/// <param name="Size">How big, with the limit.</param>
/// <param name="Since">Since when it is so, when that is known apart from when it was found.</param>
/// <param name="Version">The version that it concerns; null for none.</param>
/// <param name="Todo">What to do.</param>
/// <param name="Link">The evidence: an address of the service, from its root.</param>
public sealed record AlertFinding(IReadOnlyDictionary<string, string> Labels, string What, string Size, DateTimeOffset? Since, long? Version, string Todo, string Link)
{
    /// <summary>The name by which the matter is found again.</summary>
    public string Fingerprint => AlertLabels.Fingerprint(Labels);
}
