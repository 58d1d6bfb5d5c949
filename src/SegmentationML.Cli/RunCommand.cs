using System.CommandLine;
using System.Globalization;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Cli;

/// <summary><c>segml run</c>: runs a pipeline.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "A name below pipelines/, a folder, or the path of a pipeline.yaml" };
    private static readonly Option<string[]> Source = new("--source", "-s") { Description = "Take a source from another place", HelpName = "name=path" };
    private static readonly Option<DateOnly?> AsOf = new("--as-of") { Description = "Cut-off: only data before this day counts (default: the day after the last order)", HelpName = "DATE", CustomParser = ParseDate };
    private static readonly Option<StepName?> From = new("--from") { Description = "Do this step and all later ones anew", HelpName = "STEP", CustomParser = ParseStep };
    private static readonly string[] Steps = [.. Enum.GetNames<StepName>().Select(n => n.ToLowerInvariant())];
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Check definitions and sources, show the plan and the disk it needs, change nothing" };
    private static readonly Option<bool> Force = new("--force") { Description = "Publish even when nothing has changed" };
    private static readonly Option<string[]> Set = new("--set") { Description = "Override a setting of pipeline.yaml", HelpName = "key=value" };
    private static readonly Option<int> Wait = new("--wait") { Description = "Seconds to wait for a run of the same pipeline that is under way", HelpName = "SECONDS" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the outcome as JSON" };

    public static Command Create(CommandContext context)
    {
        From.CompletionSources.Clear();
        From.CompletionSources.Add(Steps);
        var command = new Command("run", "Run a pipeline: ingest, contract, features, segment, forecast, policy, publish, monitor")
        {
            Pipeline, Source, AsOf, From, DryRun, Force, Set, Wait, Json,
        };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed, cancellation));
        return command.WithExamples(
            "segml run online-retail-products --source order_lines=online_retail.csv.gz",
            "segml run online-retail-products --as-of 2011-10-01 --set forecast.horizon=8",
            "segml run my-pipeline --dry-run",
            "segml run my-pipeline --from forecast --force --json");
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var definitions = Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), parsed.GetValue(Set) ?? []);
        var options = new RunOptions
        {
            Sources = Pairs(parsed.GetValue(Source) ?? []),
            AsOf = parsed.GetValue(AsOf),
            From = parsed.GetValue(From),
            Force = parsed.GetValue(Force),
            Wait = TimeSpan.FromSeconds(parsed.GetValue(Wait)),
            By = context.Actor(parsed),
        };
        return parsed.GetValue(DryRun)
            ? RunPlan.Show(context, parsed, definitions, options)
            : await StartAsync(context, parsed, definitions, options, cancellation);
    }

    private static async Task<int> StartAsync(CommandContext context, ParseResult parsed, Definitions definitions, RunOptions options, CancellationToken cancellation)
    {
        using var workspace = context.OpenWorkspace(parsed);
        return await RunSession.RunAsync(context, definitions, options, workspace, parsed.GetValue(Json), cancellation);
    }

    private static Dictionary<string, string> Pairs(string[] settings)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings)
        {
            var equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == setting.Length - 1)
            {
                throw new Core.ProblemException(new Core.Problem("SEG-CLI-002", $"--source is '{setting}'.", "Write --source name=path, such as --source order_lines=lines.csv."));
            }

            pairs[setting[..equals]] = setting[(equals + 1)..];
        }

        return pairs;
    }

    private static StepName? ParseStep(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Array.IndexOf(Steps, text.ToLowerInvariant()) is >= 0 and var index)
        {
            return (StepName)index;
        }

        result.AddError($"'{text}' is no step. {(ClosestMatch.Of(text, Steps) is { } near ? $"Did you mean '{near}'? " : "")}The steps are {string.Join(", ", Steps)}.");
        return null;
    }

    internal static DateOnly? ParseDate(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        result.AddError($"'{text}' is no date: write it as 2011-12-10.");
        return null;
    }
}
