using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Segments the rows of a file by a model, without a pipeline: one row an entity, its columns the drivers.</summary>
public static class FileSegmentation
{
    /// <summary>What is taken of a file that says nothing of history: a long one without end in sight, so that nobody is new and no margin is told in standard deviations of a history that nobody gave.</summary>
    private static readonly (string Name, double Value)[] Assumed = [("active_buckets", double.PositiveInfinity), ("demand_buckets", 1000), ("idle_buckets", 0)];

    /// <summary>Runs the segment step on a file and writes keys, segments, reasons and drivers in key order.</summary>
    /// <param name="context">A step to run in; its folders are the caller's.</param>
    /// <param name="model">The segmentation; it must be valid.</param>
    /// <param name="source">A query that gives the rows.</param>
    /// <param name="key">The column that is the entity's key: every row another one.</param>
    /// <param name="day">The day of the run, for tags, overrides and events.</param>
    /// <param name="target">File to write: <c>.csv</c> or <c>.parquet</c>.</param>
    public static SegmentResult Run(StepContext context, ModelDefinition model, string source, string key, DateOnly day, string target)
    {
        ArgumentNullException.ThrowIfNull(context);
        var columns = context.Engine.Describe(source);
        CheckColumn(columns, key);
        CheckNumbers(model, columns);
        string[] numbers = [.. columns.Where(c => c.Name != key && IsNumber(c.Type)).Select(c => c.Name)];
        var assumed = Assumed.Where(a => !numbers.Contains(a.Name, StringComparer.Ordinal)).ToArray();
        var file = Path.Combine(context.OutputFolder, "rows.parquet");
        var rows = context.Engine.Execute($"""
            COPY (SELECT CAST(row_number() OVER (ORDER BY CAST({Sql.Identifier(key)} AS VARCHAR)) - 1 AS INTEGER) AS entity_index, CAST({Sql.Identifier(key)} AS VARCHAR) AS key
                  {string.Concat(numbers.Select(n => $", CAST({Sql.Identifier(n)} AS DOUBLE) AS {Sql.Identifier(n)}"))}{string.Concat(assumed.Select(a => $", CAST('{a.Value.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE) AS {a.Name}"))}
                  FROM ({source}) ORDER BY entity_index) TO {Sql.Literal(file)} (FORMAT parquet)
            """, null, context.Cancellation);
        var table = context.Table("rows", "rows.parquet", rows);
        CheckKeys(context, table);
        var calendar = new BucketCalendar(Bucket.Week, 52, day, 0, day);
        var features = new FeaturesResult(table, table, calendar, [.. numbers.Concat(assumed.Select(a => a.Name)).Select(n => new FeatureColumn(n, "", ""))], [], new FeatureCounts(0, 0, 0, 0, 0), null);
        // A file of drivers has no series, so no season can be seen in it.
        var judged = model with { EdgeCases = model.EdgeCases with { SeasonalWithinBuckets = 0 } };
        var result = SegmentStep.Run(context, new SegmentInput(judged, features, []));
        var left = string.Join(", ", assumed.Select(a => Sql.Identifier(a.Name)).Prepend("entity_index"));
        var format = Path.GetExtension(target).Equals(".parquet", StringComparison.OrdinalIgnoreCase) ? "FORMAT parquet, COMPRESSION zstd" : "FORMAT csv, HEADER";
        var lists = format.StartsWith("FORMAT csv", StringComparison.Ordinal) ? " REPLACE (array_to_string(reason_codes, ';') AS reason_codes, array_to_string(changes, ';') AS changes)" : "";
        context.Engine.Execute($"COPY (SELECT * EXCLUDE ({left}){lists} FROM ({context.Select(result.Assignments)}) ORDER BY key) TO {Sql.Literal(target)} ({format})", null, context.Cancellation);
        return result;
    }

    private static void CheckColumn(IReadOnlyList<ColumnShape> columns, string key)
    {
        if (columns.All(c => c.Name != key))
        {
            throw new ProblemException(new Problem("SEG-SEGM-142", $"The file has no column '{key}'.", ClosestMatch.Hint(key, [.. columns.Select(c => c.Name)])));
        }
    }

    /// <summary>A column that the model reads and that holds something else than numbers is told as that: its name is right.</summary>
    private static void CheckNumbers(ModelDefinition model, IReadOnlyList<ColumnShape> columns)
    {
        var read = DriverTable.NamesRead(model);
        ProblemException.ThrowIfAny(columns.Where(c => read.Contains(c.Name, StringComparer.Ordinal) && !IsNumber(c.Type)).Select(c => new Problem(
            "SEG-SEGM-146", $"The file's column '{c.Name}' holds {c.Type}, not numbers.", "Give numbers, with a point before the decimals and nothing where one is not known; a file without rows has no numbers either.")));
    }

    /// <summary>The rows stand in key order, so that equal keys are neighbours.</summary>
    private static void CheckKeys(StepContext context, TableHandle table)
        => context.Engine.Read($"SELECT key FROM (SELECT key, lead(key) OVER (ORDER BY entity_index) AS next FROM ({context.Select(table)})) WHERE key IS NULL OR key = next LIMIT 1", row => throw new ProblemException(new Problem(
            "SEG-SEGM-143", row.Text(0, 0) is { } key ? $"The key '{key}' stands in several rows." : "A row has an empty key.", "Give one row an entity, each with a key of its own.")), null, context.Cancellation);

    private static bool IsNumber(string type) => type.StartsWith("DECIMAL", StringComparison.Ordinal) || type.EndsWith("INT", StringComparison.Ordinal) || type is "INTEGER" or "DOUBLE" or "FLOAT" or "BOOLEAN";
}
