using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ports;

/// <summary>A model version that was found whole, byte by byte.</summary>
/// <param name="Version">The version.</param>
/// <param name="Refused">Why the version that was asked for, and those tried after it, were refused; empty when it is the one.</param>
public sealed record ModelLoad(ModelVersion Version, IReadOnlyList<Problem> Refused);
