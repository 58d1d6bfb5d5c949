using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Api;

/// <summary>A manifest as its file has it, for the OpenAPI document.</summary>
/// <param name="Format">1.</param>
/// <param name="Content">What the version holds: the same for the same input.</param>
/// <param name="Commit">When and by what it came about.</param>
internal sealed record ManifestView(int Format, SnapshotContent Content, SnapshotCommit Commit);
