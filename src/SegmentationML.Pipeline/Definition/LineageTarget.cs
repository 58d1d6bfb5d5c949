namespace SegmentationML.Pipeline.Definition;

/// <summary>Where the lineage events of a run go, with what is known of them before it runs.</summary>
/// <param name="Options">The section of the pipeline, with either file or url.</param>
/// <param name="Origins">Origins of the columns of assignments.</param>
/// <param name="Tables">The canonical table of each source.</param>
public sealed record LineageTarget(LineageOptions Options, IReadOnlyList<ColumnOrigin> Origins, IReadOnlyDictionary<string, string> Tables);
