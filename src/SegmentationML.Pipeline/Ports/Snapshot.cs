namespace SegmentationML.Pipeline.Ports;

/// <summary>A published version.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Folder">Where its files lie, absolute.</param>
/// <param name="Content">What it holds: the manifest's <c>content</c> part, the same for the same input.</param>
/// <param name="Commit">When and by what it came about: the manifest's <c>commit</c> part.</param>
public sealed record Snapshot(string Pipeline, string Folder, SnapshotContent Content, SnapshotCommit Commit);
