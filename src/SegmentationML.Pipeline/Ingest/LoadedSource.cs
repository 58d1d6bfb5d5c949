using SegmentationML.Pipeline.Ingest.Sql;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>A source whose files are loaded.</summary>
/// <param name="Mapping">Its mapping.</param>
/// <param name="Parts">The rows, one entry a file.</param>
/// <param name="Loads">What became of the rows, one entry a file.</param>
internal sealed record LoadedSource(SourceMapping Mapping, IReadOnlyList<TablePart> Parts, IReadOnlyList<FileLoad> Loads);
