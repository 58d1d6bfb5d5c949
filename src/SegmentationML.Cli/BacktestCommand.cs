using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
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
            "segml backtest --in demand.parquet --series item --time week --value units --horizon 13 --origins 2 --methods ses,sba,tsb --quantiles 0.5,0.9,0.95 --out scores.parquet --json");
    }

    private static int Run(CommandContext context, SeriesOptions series, ParseResult parsed, string? output, bool isJson, CancellationToken cancellation)
    {
        var request = series.Request(parsed);
        var report = ShareView.Watch(context.Console, "backtest", progress => FileBackTest.Run(static () => DuckDbEngine.Open(new DuckDbOptions()), request, output, progress, cancellation));
        if (isJson)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(report, StepKey.Json));
        }
        else
        {
            LeaderboardView.Print(context.Console, report);
        }

        return ExitCode.Done;
    }
}
