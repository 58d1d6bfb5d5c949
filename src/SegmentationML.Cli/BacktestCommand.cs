using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml backtest</c>: holds the methods against each other on a file of series.</summary>
internal static class BacktestCommand
{
    public static Command Create(CommandContext context)
    {
        var series = new SeriesOptions();
        var output = new Option<string?>("--out", "-o") { Description = "Write the scores of each series and method to this .parquet or .csv file", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the leaderboard as JSON" };
        var command = new Command("backtest", "Hold the methods against each other on a file of series: a leaderboard by method and demand class");
        foreach (var option in series.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(output);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, series, parsed, parsed.GetValue(output), parsed.GetValue(json), cancellation), cancellation));
        return command.WithExamples(
            "segml backtest --in demand.csv --series item --time month --value units --horizon 6",
            "segml backtest --in demand.parquet --series item --time week --value units --horizon 13 --origins 2 --methods ses,sba,tsb --quantiles 0.5,0.9,0.95 --out scores.parquet --json",
            "segml backtest --in demand.csv --series item --time month --value units --horizon 6 --hierarchy family,site");
    }

    private static int Run(CommandContext context, SeriesOptions series, ParseResult parsed, string? output, bool isJson, CancellationToken cancellation)
    {
        series.RefuseNewItems(parsed);
        var request = series.Request(parsed);
        static DuckDbEngine Open() => DuckDbEngine.Open(new DuckDbOptions());
        if (series.Hierarchy(parsed) is { } hierarchy)
        {
            if (output is not null)
            {
                throw new ProblemException(new Problem("SEG-CLI-023", "--out goes with the leaderboard of series, not with --hierarchy.", "Leave one of the two out; --json prints the accuracy by level."));
            }

            var levels = ShareView.Watch(context.Console, "backtest", progress => HierarchyBackTest.Run(Open, request, hierarchy, progress, cancellation));
            Print(context, isJson, levels, HierarchyView.Print);
            return ExitCode.Done;
        }

        var report = ShareView.Watch(context.Console, "backtest", progress => FileBackTest.Run(Open, request, output, progress, cancellation));
        Print(context, isJson, report, LeaderboardView.Print);
        return ExitCode.Done;
    }

    private static void Print<T>(CommandContext context, bool isJson, T report, Action<SegmlConsole, T> print)
    {
        if (isJson)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(report, StepKey.Json));
        }
        else
        {
            print(context.Console, report);
        }
    }
}
