using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints what came of forecasting a file.</summary>
internal static class ForecastView
{
    /// <summary>Prints a summary, the methods, the reasons, and what is refused.</summary>
    public static void Print(SegmlConsole console, FileForecastReport report)
    {
        var o = console.Out;
        o.WriteLine($"{report.Out}: {report.RowsWritten:N0} rows, {report.Forecast:N0} of {report.Series:N0} series forecast {report.Horizon} buckets ahead (frequency {report.Frequency}, season {report.Season})");
        console.Table(["method", ">series"], report.Methods.OrderByDescending(static m => m.Value).Select(static m => (IReadOnlyList<string>)[m.Key, $"{m.Value:N0}"]));
        console.Table(["reason", ">series"], report.Reasons.OrderByDescending(static m => m.Value).Select(static m => (IReadOnlyList<string>)[m.Key, $"{m.Value:N0}"]));
        foreach (var note in report.Notes)
        {
            o.WriteLine($"note {note}");
        }

        foreach (var (name, reason) in report.Refused)
        {
            o.WriteLine($"no forecast for {name}: {reason} ({ChoiceWords.OfReason(reason)})");
        }

        if (report.Series - report.Forecast > report.Refused.Count)
        {
            o.WriteLine($"and {report.Series - report.Forecast - report.Refused.Count:N0} more; the file has them all with their reasons");
        }
    }
}
