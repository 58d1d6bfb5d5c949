using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Writes the scores of every series and method.</summary>
internal static class BackTestFile
{
    private const string Table = "file_backtest";
    private const int SeriesPerBatch = 4096;

    /// <summary>Writes them, series after series, methods in their order.</summary>
    public static void Write(IQueryEngine engine, FileForecastRequest request, SeriesPanel series, string[] methods, string[] classes, SeriesScores[] scores, string path, CancellationToken cancellation)
    {
        string[] taken = ["class", "method", "origins", "rmsse", "mase", "smape", "wape", "bias", "pinball", "reason"];
        if (taken.Contains(request.Source.Series, StringComparer.OrdinalIgnoreCase))
        {
            throw new ProblemException(new Problem("SEG-FCST-212", $"The column name '{request.Source.Series}' is one that the file of scores has for something else.", $"Rename it; taken are {string.Join(", ", taken)}."));
        }

        engine.Execute($"CREATE OR REPLACE TABLE {Table} ({Sql.Identifier(request.Source.Series)} VARCHAR, class VARCHAR, method VARCHAR, origins INTEGER, rmsse DOUBLE, mase DOUBLE, smape DOUBLE, wape DOUBLE, bias DOUBLE, pinball DOUBLE, reason VARCHAR)", null, cancellation);
        using (var appender = engine.Append(Table))
        {
            for (var start = 0; start < series.Names.Count; start += SeriesPerBatch)
            {
                Append(appender, [.. Enumerable.Range(start, Math.Min(SeriesPerBatch, series.Names.Count - start))], series, methods, classes, scores);
            }

            appender.Complete();
        }

        var key = TableFile.IsCsv(path) ? TableFile.GuardedText(request.Source.Series) : Sql.Identifier(request.Source.Series);
        TableFile.Write(engine, $"SELECT {key}, * EXCLUDE ({Sql.Identifier(request.Source.Series)}) FROM {Table}", path, cancellation);
    }

    private static void Append(IColumnAppender appender, int[] part, SeriesPanel series, string[] methods, string[] classes, SeriesScores[] scores)
    {
        (int Series, int Method)[] rows = [.. part.SelectMany(i => methods.Select((_, m) => (i, m)))];
        double[] Numbers(Func<SeriesScores, int, double> of) => Array.ConvertAll(rows, r => of(scores[r.Method], r.Series));
        appender.Set(0, Array.ConvertAll(rows, r => (string?)series.Names[r.Series]));
        appender.Set(1, Array.ConvertAll(rows, r => (string?)classes[r.Series]));
        appender.Set(2, Array.ConvertAll(rows, r => (string?)methods[r.Method]));
        appender.Set<int>(3, Array.ConvertAll(rows, r => scores[r.Method].Origins[r.Series]));
        appender.Set<double>(4, Numbers(static (s, i) => s.Rmsse(i)));
        appender.Set<double>(5, Numbers(static (s, i) => s.Mase(i)));
        appender.Set<double>(6, Numbers(static (s, i) => s.Smape(i)));
        appender.Set<double>(7, Numbers(static (s, i) => Share(s.Absolute[i], s.Demand[i])));
        appender.Set<double>(8, Numbers(static (s, i) => Share(s.Errors[i], s.Demand[i])));
        appender.Set<double>(9, Numbers(static (s, i) => s.Pinball(i)));
        appender.Set(10, Array.ConvertAll(rows, r => Reason(series, scores[r.Method], r.Series)));
        appender.WriteBatch();
    }

    private static double Share(double sum, double demand) => demand > 0 ? sum / demand : double.NaN;

    /// <summary>Why a row has no scores.</summary>
    private static string? Reason(SeriesPanel series, SeriesScores scores, int i)
        => series.Refusals[i] ?? (scores.Origins[i] > 0 ? null : "not-scored");
}
