namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Names of a feature that the fit did not see.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Levels">The names, in the order of the file.</param>
/// <param name="Rows">Rows that hold one of them.</param>
public sealed record UnseenLevels(string Feature, IReadOnlyList<string> Levels, int Rows);
