namespace SegmentationML.Pipeline.Ports;

/// <summary>A run as the ledger knows it.</summary>
/// <param name="Id">Unique, sorts by start: <c>20261122T093015Z-1</c>.</param>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Attempt">1, and one more each time it was resumed.</param>
/// <param name="Started">Start of the first attempt, UTC.</param>
/// <param name="Ended">End of the last attempt; null while it runs.</param>
/// <param name="Holder">Who runs it: host and process id.</param>
/// <param name="Version">The version that it published; null for none.</param>
/// <param name="Problem">The first problem on one line, if it failed.</param>
public sealed record RunRecord(
    string Id, string Pipeline, RunState State, int Attempt, DateTimeOffset Started, DateTimeOffset? Ended, string Holder, long? Version, string? Problem)
{
    /// <summary>What it was told, when a service goes on with it after it was cut off; null when nobody but its caller does.</summary>
    public RunTerms? Terms { get; init; }
}
