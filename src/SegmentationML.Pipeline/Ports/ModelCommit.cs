namespace SegmentationML.Pipeline.Ports;

/// <summary>The manifest's <c>commit</c> part of a registered model version.</summary>
/// <param name="Version">1 and up within the model, never reused.</param>
/// <param name="Run">The run that registered it.</param>
/// <param name="Time">UTC.</param>
/// <param name="ContentDigest">SHA-256 in lower-case hex over the canonical JSON of the <c>content</c> part.</param>
public sealed record ModelCommit(long Version, string Run, DateTimeOffset Time, string ContentDigest);
