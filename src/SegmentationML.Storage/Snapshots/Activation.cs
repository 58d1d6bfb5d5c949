namespace SegmentationML.Storage.Snapshots;

/// <summary>A version went live.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Time">When, UTC; never before the one before.</param>
internal sealed record Activation(long Version, DateTimeOffset Time);
