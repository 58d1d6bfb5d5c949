using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Writes a query's rows to a Parquet or CSV file.</summary>
internal static class TableFile
{
    /// <summary>Whether a path names a CSV file.</summary>
    public static bool IsCsv(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with a path to write to.</summary>
    public static IEnumerable<Problem> Validate(string path)
    {
        if (!IsCsv(path) && !path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            yield return new Problem("SEG-FCST-213", $"The ending of {path} names no format.", "End it in .parquet or .csv.");
        }
        else if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            yield return new Problem("SEG-FCST-214", $"There is no folder for {path}.", "Make it, or name another file.");
        }
    }

    /// <summary>A text column in which what a spreadsheet would take for a formula gets an apostrophe in front.</summary>
    public static string GuardedText(string column)
        => $"CASE WHEN regexp_matches({Sql.Identifier(column)}, '^[=+@\\t\\r-]') THEN '''' || {Sql.Identifier(column)} ELSE {Sql.Identifier(column)} END AS {Sql.Identifier(column)}";

    /// <summary>Writes the rows in their order; the file that was there is replaced when the new one is whole.</summary>
    public static void Write(IQueryEngine engine, string sql, string path, CancellationToken cancellation)
    {
        var part = $"{path}.part";
        try
        {
            engine.Execute($"COPY ({sql}) TO {Sql.Literal(part)} ({(IsCsv(path) ? "FORMAT csv, HEADER" : "FORMAT parquet, COMPRESSION snappy")})", null, cancellation);
            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-FCST-215", $"{path} cannot be written: {e.Message}", "Check folder, rights and free disk."), e);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
