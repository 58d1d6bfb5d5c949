using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Notebooks.Client;

/// <summary>The manifest of a version.</summary>
/// <param name="Content">What it holds: the same for the same input.</param>
/// <param name="Commit">When and by what it came about.</param>
public sealed record ServiceManifest(SnapshotContent Content, SnapshotCommit Commit);
