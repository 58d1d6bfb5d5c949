using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints a leaderboard.</summary>
internal static class LeaderboardView
{
    /// <summary>Prints it as one table.</summary>
    public static void Print(SegmlConsole console, FileBackTestReport report)
    {
        console.Out.WriteLine($"{report.Scored:N0} of {report.Series:N0} series scored, {report.Origins} origins, {report.Horizon} buckets ahead (frequency {report.Frequency}, season {report.Season})");
        foreach (var (reason, count) in report.NotScored)
        {
            console.Out.WriteLine($"not scored: {count:N0} series ({reason})");
        }

        foreach (var note in report.Notes)
        {
            console.Out.WriteLine($"note {note}");
        }

        if (report.Leaderboard.Count == 0)
        {
            console.Out.WriteLine("no series could be scored; try a shorter --horizon or fewer --origins");
            return;
        }

        console.Out.WriteLine(report.Definition);
        var pinball = report.Leaderboard.Any(static r => r.Pinball is not null);
        string[] headers = ["class", "method", ">series", ">RMSSE", ">MASE", ">sMAPE", ">WAPE", ">bias", .. pinball ? [">pinball"] : (string[])[], ">best in", ">no scale"];
        console.Table(headers, report.Leaderboard.Select(r => (IReadOnlyList<string>)
        [
            r.Class, r.Method, $"{r.Series:N0}", $"{r.Rmsse:F4}", $"{r.Mase:F4}", $"{r.Smape:F2}", $"{r.Wape:P1}", $"{r.Bias:P1}", .. pinball ? [$"{r.Pinball:F4}"] : (string[])[], $"{r.Best:P1}", $"{r.WithoutScale:N0}",
        ]));
        if (report.Leaderboard.GroupBy(static r => r.Class).Any(static rows => rows.Select(static r => r.Series).Distinct().Count() > 1))
        {
            console.Out.WriteLine("rows with fewer series than others of their class come last: their method could not answer the rest, so that their means are not to be compared");
        }
    }
}
