using SegmentationML.Core;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Features;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>What was fitted to each series, as a file of a version, and back.</summary>
internal static class FittedTable
{
    /// <summary>The file's name, in the step's output and in a version alike: <c>key, method VARCHAR, begins DATE</c> (the first bucket of the series), <c>tested DOUBLE</c> (mean squared error of the back-test), <c>fitted DOUBLE[]</c>.</summary>
    public const string FileName = "fitted.parquet";

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Writes what was fitted; series whose method keeps nothing, or was overwritten, are left out.</summary>
    public static void Write(StepContext context, PartForecast part, IReadOnlyList<string> names, BucketCalendar calendar)
    {
        var whole = part.Whole!;
        int[] kept = [.. Enumerable.Range(0, whole.Count).Where(i => whole.Fitted[i] is not null && !part.Overwritten.ContainsKey(i))];
        var ends = new int[kept.Length + 1];
        for (var row = 0; row < kept.Length; row++)
        {
            ends[row + 1] = ends[row] + whole.Fitted[kept[row]]!.Length;
        }

        context.Engine.Execute("CREATE OR REPLACE TABLE fitted (key VARCHAR, method VARCHAR, begins DATE, tested DOUBLE, fitted DOUBLE[])", null, context.Cancellation);
        using (var appender = context.Engine.Append("fitted"))
        {
            appender.Set(0, Array.ConvertAll(kept, i => (string?)names[i]));
            appender.Set(1, Array.ConvertAll(kept, i => (string?)whole.MethodName(i)));
            appender.Set<int>(2, Array.ConvertAll(kept, i => calendar.StartOf(part.Panel.FirstBucket(i)).DayNumber - Epoch));
            appender.Set<double>(3, Array.ConvertAll(kept, i => whole.TestedMeanSquare[i]));
            appender.SetLists<double>(4, [.. kept.SelectMany(i => whole.Fitted[i]!)], ends);
            appender.WriteBatch();
            appender.Complete();
        }

        context.Engine.Execute($"COPY (FROM fitted ORDER BY key) TO {Sql.Literal(Path.Combine(context.OutputFolder, FileName))} (FORMAT parquet, COMPRESSION zstd)", null, context.Cancellation);
        context.Engine.Execute("DROP TABLE fitted");
    }

    /// <summary>Reads what a version fitted; a series that begins in another bucket than then has nothing.</summary>
    /// <param name="context">The step.</param>
    /// <param name="folder">The version's folder.</param>
    /// <param name="panel">The demand.</param>
    /// <param name="names">Its keys.</param>
    /// <param name="calendar">Its buckets.</param>
    /// <param name="use">What is made of it.</param>
    /// <exception cref="ProblemException">SEG-FCST-110: the file is not there.</exception>
    public static ForecastParent Read(StepContext context, string folder, DemandPanel panel, IReadOnlyList<string> names, BucketCalendar calendar, ParentUse use)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            throw new ProblemException(new Problem("SEG-FCST-110", $"There is no file {path}.", "Check the version with `segml snapshot verify`; run with --set forecast.parent=fit when it is damaged."));
        }

        var place = names.Select((name, i) => (name, i)).ToDictionary(static n => n.name, static n => n.i, StringComparer.Ordinal);
        var (methods, numbers, tested) = (new string?[panel.Count], new List<double>?[panel.Count], new double[panel.Count]);
        Array.Fill(tested, double.NaN);
        context.Engine.Read($"SELECT key, method, begins, tested FROM read_parquet({Sql.Literal(path)}) ORDER BY key", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                if (place.TryGetValue(batch.Text(0, row)!, out var i) && calendar.StartOf(panel.FirstBucket(i)).DayNumber - Epoch == batch.Values<int>(2)[row])
                {
                    (methods[i], numbers[i], tested[i]) = (batch.Text(1, row), [], batch.IsNull(3, row) ? double.NaN : batch.Values<double>(3)[row]);
                }
            }
        }, null, context.Cancellation);
        context.Engine.Read($"SELECT key, fitted[place] FROM (SELECT key, fitted, unnest(range(1, len(fitted) + 1)) AS place FROM read_parquet({Sql.Literal(path)})) ORDER BY key, place", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                if (place.TryGetValue(batch.Text(0, row)!, out var i))
                {
                    numbers[i]?.Add(batch.Values<double>(1)[row]);
                }
            }
        }, null, context.Cancellation);
        return new ForecastParent(methods, Array.ConvertAll(numbers, static n => n?.ToArray()), use) { Tested = tested };
    }
}
