using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment.ClusterFiles;

/// <summary>Writes one row an input row: key, cluster, second cluster, distance and margins.</summary>
public static class ClusterFileOutput
{
    private const string Table = "segml_clusters";
    private static readonly string[] Columns = ["row_number", "cluster", "second_cluster", "distance", "margin", "relative_margin"];

    /// <summary>Writes, in the order of the file; a failure leaves none.</summary>
    /// <param name="engine">Writes the file.</param>
    /// <param name="model">Names the clusters.</param>
    /// <param name="rows">What to write.</param>
    /// <param name="keys">Key by row.</param>
    /// <param name="key">Name of the key's column.</param>
    /// <param name="path">Ends in .csv, .parquet or .json.</param>
    /// <param name="cancellation">Interrupts the writing.</param>
    public static void Write(IQueryEngine engine, StoredClusterModel model, ClusterAssignments rows, string[] keys, string key, string path, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(path);
        var format = Format(path, key);
        engine.Execute($"CREATE OR REPLACE TABLE {Table} (row_number BIGINT, {Sql.Identifier(key)} VARCHAR, cluster VARCHAR, second_cluster VARCHAR, distance DOUBLE, margin DOUBLE, relative_margin DOUBLE)", null, cancellation);
        using (var appender = engine.Append(Table))
        {
            appender.Set<long>(0, [.. Enumerable.Range(1, keys.Length).Select(row => (long)row)]);
            appender.Set(1, keys);
            appender.Set(2, Array.ConvertAll(rows.Labels, label => (string?)model.Name(label)));
            appender.Set(3, Array.ConvertAll(rows.SecondLabels, label => label < 0 ? null : model.Name(label)));
            appender.Set<double>(4, rows.Distances);
            appender.Set<double>(5, rows.Margins);
            appender.Set<double>(6, rows.RelativeMargins);
            appender.WriteBatch();
            appender.Complete();
        }

        var part = path + ".part";
        try
        {
            engine.Execute($"COPY (SELECT * EXCLUDE (row_number) FROM {Table} ORDER BY row_number) TO {Sql.Literal(part)} ({format})", null, cancellation);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLUS-109", $"{path} cannot be written: {e.Message}", "Check folder, rights and free disk."), e);
        }
        finally
        {
            File.Delete(part);
            engine.Execute($"DROP TABLE {Table}", null, CancellationToken.None);
        }
    }

    /// <summary>How a file is written, by its ending; asked before the work, so that it is not done for nothing.</summary>
    /// <param name="path">Ends in .csv, .parquet or .json.</param>
    /// <param name="key">Name of the key's column.</param>
    public static string Format(string path, string key)
    {
        if (Columns.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem("SEG-CLUS-113", $"The key's column is called '{key}', as a column of the result.", "Rename it, or leave --key out to number the rows."));
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => "FORMAT parquet, COMPRESSION zstd",
            ".csv" => "FORMAT csv, HEADER",
            ".json" or ".jsonl" or ".ndjson" => "FORMAT json",
            _ => throw new ProblemException(new Problem("SEG-CLUS-106", $"The ending of {path} names no format.", "End it in .csv, .json or .parquet.")),
        };
    }
}
