namespace SegmentationML.Core.Governance.Alerts;

/// <summary>How the newest run of a pipeline stands.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">running, published, unchanged, blocked, failed, cancelled or interrupted.</param>
/// <param name="Ended">When it ended, UTC; null while it runs.</param>
/// <param name="Problem">What ended it, if it failed; without paths.</param>
public sealed record LastRun(string Id, string State, DateTimeOffset? Ended, string? Problem);
