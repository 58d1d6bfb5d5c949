using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Forecast.Files;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml forecast</c>: forecasts every series of a file, without a pipeline.</summary>
internal static class ForecastCommand
{
    public static Command Create(CommandContext context)
    {
        var series = new SeriesOptions();
        series.RequireNothing();
        var output = new Option<string?>("--out", "-o") { Description = "The file to write: .parquet or .csv", HelpName = "FILE" };
        var changes = new Option<string?>("--changes") { Description = "A CSV file of planners' changes (series, from, to, change, amount, reason, ends): adds the columns planned and change beside the forecast", HelpName = "FILE" };
        var whole = new Option<bool>("--whole-units") { Description = "Add the column planned in whole units, rounded so that running sums are kept" };
        var explain = new Option<string?>("--explain") { Description = "Say for one series why it is forecast as it is; writes no file", HelpName = "KEY" };
        var list = new Option<bool>("--list-methods") { Description = "List the forecasting methods and end" };
        var json = new Option<bool>("--json") { Description = "Print the summary as JSON" };
        var command = new Command("forecast", "Forecast every series of a file: means, quantiles, the method and the reason for it");
        foreach (var option in series.All)
        {
            command.Options.Add(option);
        }

        command.Options.Add(output);
        command.Options.Add(changes);
        command.Options.Add(whole);
        command.Options.Add(explain);
        command.Options.Add(list);
        command.Options.Add(json);
        command.SetAction((parsed, cancellation) => Task.Run(() => parsed.GetValue(list) ? List(context, parsed.GetValue(json)) : parsed.GetValue(explain) is { } key ? Explain(context, series, parsed, key, parsed.GetValue(json), cancellation) : Run(context, series, parsed, output, parsed.GetValue(json), cancellation), cancellation));
        return command.WithExamples(
            "segml forecast --in demand.csv --series item --time month --value units --horizon 6 --out forecast.csv",
            "segml forecast --in demand.parquet --series item --time week --value units --mask out_of_stock --horizon 13 --level 80,95 --out forecast.parquet",
            "segml forecast --in demand.csv --series item --time day --value units --frequency W --repeats sum --horizon 8 --methods ses,sba,tsb --out forecast.csv --json",
            "segml forecast --in demand.csv --series item --time month --value units --hierarchy family,site --reconcile mint --horizon 6 --out forecast.csv",
            "segml forecast --in demand.csv --series item --time month --value units --horizon 6 --explain A-100",
            "segml forecast --list-methods");
    }

    private static int Run(CommandContext context, SeriesOptions series, ParseResult parsed, Option<string?> output, bool isJson, CancellationToken cancellation)
    {
        var missing = series.Missing(parsed).Concat(parsed.GetValue(output) is null ? [new Problem("SEG-CLI-020", "Option '--out' is required.", "Name the file to write: .parquet or .csv.")] : []).ToArray();
        if (missing.Length > 0)
        {
            ProblemPrinter.Print(context.Console, missing);
            return ExitCode.Usage;
        }

        var request = series.Request(parsed) with { Changes = parsed.GetValue<string?>("--changes"), WholeUnits = parsed.GetValue<bool>("--whole-units") };
        var (hierarchy, path) = (series.Hierarchy(parsed), parsed.GetValue(output)!);
        if (hierarchy is not null && request.HasPlan)
        {
            throw new ProblemException(new Problem("SEG-CLI-026", "--changes and --whole-units do not go with --hierarchy.", "Leave one of them out: changed or rounded forecasts would no longer add up."));
        }

        var report = ShareView.Watch(context.Console, "forecast", progress => hierarchy is null
            ? FileForecast.Run(Open, request, path, progress, cancellation)
            : HierarchyForecast.Run(Open, request, hierarchy, path, progress, cancellation));
        if (isJson)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(report, StepKey.Json));
        }
        else
        {
            ForecastView.Print(context.Console, report);
        }

        return ExitCode.Done;
    }

    private static int Explain(CommandContext context, SeriesOptions series, ParseResult parsed, string key, bool isJson, CancellationToken cancellation)
    {
        var missing = series.Missing(parsed).ToArray();
        if (missing.Length > 0)
        {
            ProblemPrinter.Print(context.Console, missing);
            return ExitCode.Usage;
        }

        if (series.Hierarchy(parsed) is not null)
        {
            throw new ProblemException(new Problem("SEG-CLI-025", "--explain does not go with --hierarchy.", "Leave --hierarchy out: the choice of a series does not depend on it."));
        }

        series.RefuseNewItems(parsed);
        var explanation = FileExplain.Run(Open, series.Request(parsed), key, cancellation);
        if (isJson)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(explanation, StepKey.Json));
        }
        else
        {
            SeriesExplanationView.Print(context.Console, explanation);
        }

        return ExitCode.Done;
    }

    private static DuckDbEngine Open() => DuckDbEngine.Open(new DuckDbOptions());

    private static int List(CommandContext context, bool isJson)
    {
        var methods = ForecasterCatalog.All.Select(m => new
        {
            m.Name,
            MadeFor = m.Shape.ToString().ToLowerInvariant(),
            Auto = ForecasterCatalog.Default.Any(d => d.Name == m.Name) ? "yes" : ForecasterCatalog.Smooth.Concat(ForecasterCatalog.QuickSmooth).Any(d => d.Name == m.Name) ? "smooth" : "",
            Parameters = m.ParameterNames,
            ShortestHistory = m.MinimumHistory(1),
        }).ToArray();
        if (isJson)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(methods, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Table(
            ["method", "made for demand", "in auto", "parameters", ">buckets it needs"],
            methods.Select(m => (IReadOnlyList<string>)[m.Name, m.MadeFor, m.Auto, string.Join(", ", m.Parameters), $"{m.ShortestHistory}"]));
        return ExitCode.Done;
    }
}
