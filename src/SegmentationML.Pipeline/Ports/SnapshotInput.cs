namespace SegmentationML.Pipeline.Ports;

/// <summary>A source file by content.</summary>
/// <param name="Source">The source's name in the pipeline.</param>
/// <param name="Name">The bare file name, without a folder.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Sha256">Of the file as stored, lower-case hex.</param>
public sealed record SnapshotInput(string Source, string Name, long Bytes, string Sha256);
