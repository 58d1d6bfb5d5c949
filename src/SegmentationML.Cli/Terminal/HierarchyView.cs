using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Cli.Terminal;

/// <summary>Prints a back-test over a hierarchy.</summary>
internal static class HierarchyView
{
    /// <summary>Prints the ways of reconciling by level, and the level to forecast at by segment.</summary>
    public static void Print(SegmlConsole console, HierarchyBackTestReport report)
    {
        console.Out.WriteLine($"{report.Nodes:N0} nodes, {report.Origins} origins, {report.Horizon} buckets ahead; RMSSE weighted by demand, ALL is the mean of the levels");
        string[] levels = [.. report.Accuracy.Select(static r => r.Level).Distinct(StringComparer.Ordinal)];
        console.Table(
            ["reconciled by", .. levels.Select(static l => $">{l}"), ">no scale"],
            report.Accuracy.GroupBy(static r => r.Method).Select(g => (IReadOnlyList<string>)[g.Key, .. levels.Select(l => $"{g.Single(r => r.Level == l).Wrmsse:F4}"), $"{g.Sum(static r => r.LeftOut):N0}"]));
        console.Out.WriteLine("the level to forecast at, its forecasts shared out by past demand: mean RMSSE of the series");
        console.Table(
            ["segment", "level", ">forecasts", ">RMSSE", ">series", "chosen"],
            report.Levels.Select(static r => (IReadOnlyList<string>)[r.Segment, r.Level, $"{r.Forecasts:N0}", $"{r.Error:F4}", $"{r.Series:N0}", r.IsChosen ? "yes" : ""]));
    }
}
