using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Schemas;

/// <summary>The tables of a version with their field ids, and how they follow those before.</summary>
/// <param name="Tables">The tables, every column with its id.</param>
/// <param name="Version">Semantic version.</param>
/// <param name="Breaking">What readers of the version before would stumble over, in words; empty when nothing.</param>
internal sealed record EvolvedSchema(IReadOnlyList<SnapshotTable> Tables, string Version, IReadOnlyList<string> Breaking);
