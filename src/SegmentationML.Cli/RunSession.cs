using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary>Runs a pipeline in a workspace, shows it, writes its report and says how it ended.</summary>
internal static class RunSession
{
    /// <summary>Runs it.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(CommandContext context, Definitions definitions, RunOptions options, Workspace workspace, bool json, CancellationToken cancellation)
    {
        using var resources = RunResources.Open(workspace);
        var outcome = context.Console.IsTerminal && !json
            ? await ProgressRunView.WatchAsync(context.Console, RunAsync)
            : await RunAsync(new PlainRunView(context.Console.Error));
        var problems = new List<Problem>();
        var report = await Task.Run(() => Try("The report", outcome, problems, () => RunReportFile.Write(workspace, resources.Engine, definitions, outcome)), CancellationToken.None);
        var quarantine = Try("The quarantine", outcome, problems, () => QuarantineFolder.Copy(workspace, outcome));
        Show(context.Console, outcome, report, quarantine, json);
        ProblemPrinter.Print(context.Console, problems);
        return outcome.State == RunState.Blocked ? ExitCode.ContractBlocked : problems.Count > 0 ? ExitCode.Failed : ExitCode.Done;

        Task<RunOutcome> RunAsync(IRunObserver view)
            => new SegmentationRun(definitions, resources.Ports(workspace, view, NullLogger.Instance, context.Clock), options).RunAsync(cancellation);
    }

    /// <summary>Writes what goes with a run that has ended: a failure is told, and takes nothing back.</summary>
    private static string? Try(string what, RunOutcome outcome, List<Problem> problems, Func<string?> write)
    {
        try
        {
            return write();
        }
        catch (ProblemException e)
        {
            problems.AddRange(e.Problems.Select(p => p with { What = $"{what} of run {outcome.Run.Id} could not be written. {p.What}" }));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem("SEG-CLI-028", $"{what} of run {outcome.Run.Id} could not be written: {e.Message.TrimEnd('.')}.", "The run itself is recorded and what it published stands. Free space or mend the rights; `--force` writes version and report anew."));
        }

        return null;
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
            RunState.Published => $"Version {outcome.Published!.Version} of {outcome.Run.Pipeline} is published.",
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
