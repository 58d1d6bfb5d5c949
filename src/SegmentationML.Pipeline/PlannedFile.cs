namespace SegmentationML.Pipeline;

/// <summary>A file that a run would read.</summary>
/// <param name="Source">The source or lookup.</param>
/// <param name="Name">Bare file name.</param>
/// <param name="Bytes">Length as stored.</param>
/// <param name="Loaded">Whether its rows are in the cache (of a lookup: read again each time, at no cost worth naming).</param>
public sealed record PlannedFile(string Source, string Name, long Bytes, bool Loaded);
