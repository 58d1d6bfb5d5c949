namespace SegmentationML.Pipeline.Ports;

/// <summary>A file that was written.</summary>
/// <param name="Path">Where it lies, as it was asked for.</param>
/// <param name="Rows">Rows in it.</param>
/// <param name="Bytes">Its length.</param>
public sealed record ExportedFile(string Path, long Rows, long Bytes);
