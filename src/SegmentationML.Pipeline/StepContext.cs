using Microsoft.Extensions.Logging;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline;

/// <summary>What a step may touch while it runs.</summary>
public sealed class StepContext
{
    /// <summary>The run's analytical database.</summary>
    public required IQueryEngine Engine { get; init; }

    /// <summary>The workspace's cache folder, absolute; table handles are relative to it.</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Where this step writes its tables and other files: an empty folder below <see cref="CacheFolder"/> that becomes visible to others only when the step is done.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Where <see cref="OutputFolder"/> will lie once the step is done, relative to <see cref="CacheFolder"/>, forward slashes: handles name files below it.</summary>
    public required string OutputName { get; init; }

    /// <summary>The digest of the step's inputs, options and code.</summary>
    public required string Key { get; init; }

    /// <summary>Takes the step's progress: a share in [0, 1] and what is being done.</summary>
    public required IProgress<StepProgress> Progress { get; init; }

    /// <summary>The run's log, with the step as scope.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The clock; for the record only, never for results.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Cancels the step; a cancelled step leaves nothing behind.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Makes a table visible in SQL under its name, as a view over its Parquet files.</summary>
    /// <param name="table">The table.</param>
    public void Open(TableHandle table)
        => Engine.Execute($"CREATE OR REPLACE VIEW {Sql.Identifier(table.Name)} AS {Select(table)}", null, Cancellation);

    /// <summary>A query that gives all rows and columns of a table.</summary>
    /// <param name="table">The table.</param>
    public string Select(TableHandle table) => table.Select(PathOf);

    /// <summary>The absolute path of a file that a handle names; a table of this very step still lies in its output folder.</summary>
    /// <param name="file">Relative to the cache folder.</param>
    public string PathOf(string file)
        => file.StartsWith($"{OutputName}/", StringComparison.Ordinal) ? TableHandle.PathOf(OutputFolder, file[(OutputName.Length + 1)..]) : TableHandle.PathOf(CacheFolder, file);

    /// <summary>A handle on a table that this step has written into <see cref="OutputFolder"/>.</summary>
    /// <param name="name">The table's name in SQL.</param>
    /// <param name="fileName">A bare file name.</param>
    /// <param name="rows">Its rows.</param>
    public TableHandle Table(string name, string fileName, long rows)
        => new(name, [NameOf(fileName)], rows, StepKey.OfText($"{Key}/{fileName}"));

    /// <summary>The name by which a handle refers to a file in <see cref="OutputFolder"/>.</summary>
    /// <param name="fileName">A bare file name.</param>
    public string NameOf(string fileName) => $"{OutputName}/{fileName}";
}
