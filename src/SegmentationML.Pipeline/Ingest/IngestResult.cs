using SegmentationML.Contracts.Tables;
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
    public string Summary => string.Join(", ", Tables.Select(t => Of(t.Handle.Name, [.. Loads.Where(l => l.Table == t.Handle.Name)])));

    /// <summary>The loads of the table that demand comes from: the order lines, else the ready-made panel.</summary>
    public IReadOnlyList<FileLoad> MainLoads => [.. Loads.Where(l => l.Table == OrderLines.Table.Name) is var lines && lines.Any() ? lines : Loads.Where(l => l.Table == Demand.Table.Name)];

    /// <summary>The table of a name, or null when no source feeds it.</summary>
    /// <param name="name">A canonical table's name.</param>
    public IngestTable? Find(string name) => Tables.FirstOrDefault(t => t.Handle.Name == name);

    private static string Of(string table, IReadOnlyList<FileLoad> loads)
    {
        var (read, loaded, rejected) = (loads.Sum(l => l.RowsRead), loads.Sum(l => l.RowsLoaded), loads.Sum(l => l.Rejected.Sum(r => r.Rows)));
        return $"{table} {loaded:N0}{(loaded < read ? $" of {read:N0}" : "")} rows{(rejected > 0 ? $" ({rejected:N0} unreadable)" : "")}";
    }
}
