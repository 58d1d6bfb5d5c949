using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary><c>segml runs</c>: what ran, and how it ended.</summary>
internal static class RunsCommand
{
    private static readonly Argument<string?> Pipeline = new("pipeline") { Description = "Only runs of this pipeline", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "At most so many, newest first", DefaultValueFactory = _ => 20 };
    private static readonly Option<bool> Steps = new("--steps") { Description = "Show the steps of each run" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("runs", "List runs, newest first") { Pipeline, Limit, Steps, Json };
        command.SetAction(parsed => Show(context, parsed));
        return command.WithExamples("segml runs", "segml runs online-retail-products --steps", "segml runs --json -n 5");
    }

    private static int Show(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        var (pipeline, limit) = (parsed.GetValue(Pipeline), parsed.GetValue(Limit));
        var runs = workspace.Ledger.Runs(pipeline, limit);
        if (runs.Count == 0 && pipeline is not null)
        {
            throw new ProblemException(new Problem("SEG-CLI-030", $"Pipeline '{pipeline}' has no run in {workspace.Folder}.", Near(workspace, pipeline)));
        }

        if (parsed.GetValue(Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(runs.Select(r => new { Run = r, Steps = workspace.Ledger.Steps(r.Id) }), StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Table(
            ["run", "pipeline", "state", "started (UTC)", ">seconds", ">version", "problem"],
            runs.Select(r => (IReadOnlyList<string>)[r.Id, r.Pipeline, r.State.ToString().ToLowerInvariant(), $"{r.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss}", Seconds(r.Started, r.Ended), r.Version?.ToString() ?? "", Short(r.Problem)]));
        foreach (var run in parsed.GetValue(Steps) ? runs : [])
        {
            context.Console.Out.WriteLine();
            context.Console.Out.WriteLine(run.Id);
            context.Console.Table(
                ["step", "state", ">seconds", ">rows", "summary"],
                workspace.Ledger.Steps(run.Id).Select(s => (IReadOnlyList<string>)[s.Step.ToString().ToLowerInvariant(), s.State.ToString().ToLowerInvariant(), Seconds(s.Started, s.Ended), $"{s.Rows:N0}", s.Summary]));
        }

        return ExitCode.Done;
    }

    private static string Near(Workspace workspace, string pipeline)
        => workspace.Ledger.Runs(null, 1000).Select(r => r.Pipeline).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } names
            ? ClosestMatch.Hint(pipeline, names)
            : $"Run it with `segml run {pipeline}`, or name another folder with --workspace.";

    private static string Short(string? problem) => problem is null ? "" : problem.Length > 100 ? $"{problem[..99]}…" : problem;

    private static string Seconds(DateTimeOffset started, DateTimeOffset? ended) => ended is { } end ? $"{(end - started).TotalSeconds:F2}" : "";
}
