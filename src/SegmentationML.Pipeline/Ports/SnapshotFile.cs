namespace SegmentationML.Pipeline.Ports;

/// <summary>A file of a version.</summary>
/// <param name="Name">Bare file name.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record SnapshotFile(string Name, long Bytes, string Sha256);
