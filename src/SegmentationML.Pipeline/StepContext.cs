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
    public string Select(TableHandle table)
    {
        var files = string.Join(", ", table.Files.Select(f => Sql.Literal(PathOf(f))));
        if (table.Without is null)
        {
            return $"SELECT * FROM read_parquet([{files}])";
        }

        var names = string.Join(" ", table.Files.Select(f => $"WHEN {Sql.Literal(PathOf(f))} THEN {Sql.Literal(f)}"));
        return $"""
            SELECT t.* EXCLUDE (filename, file_row_number)
            FROM read_parquet([{files}], filename = true, file_row_number = true) t
            ANTI JOIN read_parquet({Sql.Literal(PathOf(table.Without))}) w ON w.row = t.file_row_number AND w.file = CASE t.filename {names} END
            """;
    }

    /// <summary>The absolute path of a file that a handle names.</summary>
    /// <param name="file">Relative to the cache folder.</param>
    public string PathOf(string file) => Path.Combine(CacheFolder, file.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The name by which a handle refers to a file in <see cref="OutputFolder"/>.</summary>
    /// <param name="fileName">A bare file name.</param>
    public string NameOf(string fileName) => $"{OutputName}/{fileName}";
}
