using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary>Runs a pipeline in a workspace, shows it, writes its report and says how it ended.</summary>
internal static class RunSession
{
    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(CommandContext context, Definitions definitions, RunOptions options, Workspace workspace, bool json, CancellationToken cancellation)
    {
        var runner = new PipelineRunner(workspace, context.Clock, NullLogger.Instance);
        var finished = context.Console.IsTerminal && !json
            ? await ProgressRunView.WatchAsync(context.Console, view => runner.RunAsync(definitions, options, view, cancellation))
            : await runner.RunAsync(definitions, options, new PlainRunView(context.Console.Error), cancellation);
        Show(context.Console, finished.Outcome, finished.Report, finished.Quarantine, json);
        foreach (var note in finished.Notes)
        {
            context.Console.Error.WriteLine($"note {note}");
        }

        ProblemPrinter.Print(context.Console, finished.Problems);
        return finished.Outcome.State == RunState.Blocked ? ExitCode.ContractBlocked : finished.Problems.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Show(SegmlConsole console, RunOutcome outcome, string? report, string? quarantine, bool json)
    {
        if (json)
        {
            console.Out.WriteLine(JsonSerializer.Serialize(
                new { outcome.Run, outcome.State, outcome.Published?.Version, outcome.Flow, outcome.Segments?.Segments, Churn = outcome.Drift?.Churn, Alarms = outcome.Drift?.Alarms, Report = report, Quarantine = quarantine },
                StepKey.Json));
            return;
        }

        console.Out.WriteLine();
        if (outcome.Segments is { } segments)
        {
            var total = segments.Segments.Sum(s => s.Value);
            console.Table(
                ["segment", "name", ">entities", ">share of value"],
                segments.Segments.Select(s => (IReadOnlyList<string>)[s.Code, s.Name, $"{s.Count:N0}", double.IsNaN(total) ? "" : $"{Math.Round(s.Value / total, 3) + 0.0:P1}"])); // + 0.0: no minus before a zero
        }

        foreach (var problem in outcome.Accepted.Blocking)
        {
            console.Error.WriteLine($"error {problem.Code}: {problem.What}");
            console.Error.WriteLine($"  -> {problem.Fix}");
        }

        console.Out.WriteLine(outcome.State switch
        {
            RunState.Published when outcome.Promotion is { Promotion.State: not PromotionState.Live } waiting => Models.PromotionView.Sentence(waiting),
            RunState.Published => $"Version {outcome.Published!.Version} of {outcome.Run.Pipeline} is published.",
            RunState.Unchanged when outcome.Promotion is { Promotion.State: not PromotionState.Live } waiting => $"Nothing has changed since version {outcome.Published!.Version}: no version was published (--force publishes one). {Models.PromotionView.Sentence(waiting)}",
            RunState.Unchanged => $"Nothing has changed since version {outcome.Published!.Version} of {outcome.Run.Pipeline}: no version was published (--force publishes one).",
            _ => $"A contract blocked the run: the last version of {outcome.Run.Pipeline} stays.",
        });
        if (quarantine is not null)
        {
            console.Out.WriteLine($"Quarantine: {quarantine}");
        }

        if (report is not null)
        {
            console.Out.WriteLine($"Report: {report}");
        }
    }
}
