using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>What ingest made.</summary>
/// <param name="Tables">One entry for each canonical table that a source feeds, in the order of the catalogue.</param>
/// <param name="Loads">One entry a file, in loading order: sources as declared, files by name.</param>
/// <param name="Blocking">What makes the contract step block the run, such as currencies without rates; empty when nothing does.</param>
/// <param name="Notes">What a reader of the report should know, such as converted currencies.</param>
/// <param name="Currency">Currency of all amounts; null when no source says it.</param>
/// <param name="FirstOrder">Least date of <c>order_lines</c> (or first period of <c>demand</c>); null without rows.</param>
/// <param name="LastOrder">Greatest date of <c>order_lines</c> (or last period of <c>demand</c>); null without rows.</param>
/// <param name="Parts">Keys of the cached outputs, one a file, that the tables' files lie in: they must be kept as long as this result is.</param>
public sealed record IngestResult(
    IReadOnlyList<IngestTable> Tables,
    IReadOnlyList<FileLoad> Loads,
    IReadOnlyList<Problem> Blocking,
    IReadOnlyList<string> Notes,
    string? Currency,
    DateTime? FirstOrder,
    DateTime? LastOrder,
    IReadOnlyList<string> Parts) : IStepResult
{
    /// <inheritdoc/>
    public long Rows => Tables.Sum(t => t.Handle.Rows);

    /// <inheritdoc/>
    public string Summary => $"{Loads.Sum(l => l.RowsRead):N0} rows of {Loads.Count} {(Loads.Count == 1 ? "file" : "files")}, {Rows:N0} loaded";

    /// <summary>The table of a name, or null when no source feeds it.</summary>
    /// <param name="name">A canonical table's name.</param>
    public IngestTable? Find(string name) => Tables.FirstOrDefault(t => t.Handle.Name == name);
}
