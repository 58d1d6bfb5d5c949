namespace SegmentationML.Pipeline.Ports;

/// <summary>A version that garbage collection looked at.</summary>
/// <param name="Version">The version.</param>
/// <param name="Keep">Why it stays, such as <c>alias champion</c>; null when it goes.</param>
/// <param name="Bytes">What its files take.</param>
public sealed record ModelGarbage(ModelVersion Version, string? Keep, long Bytes);
