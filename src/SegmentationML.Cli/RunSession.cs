using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Cli.Terminal;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Report;
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
        var report = await Task.Run(() => WriteReport(workspace, resources, definitions, outcome), CancellationToken.None);
        var quarantine = QuarantineFolder.Copy(workspace, outcome);
        Show(context.Console, outcome, report, quarantine, json);
        return outcome.State == RunState.Blocked ? ExitCode.ContractBlocked : ExitCode.Done;

        Task<RunOutcome> RunAsync(IRunObserver view)
            => new SegmentationRun(definitions, resources.Ports(workspace, view, NullLogger.Instance, context.Clock), options).RunAsync(cancellation);
    }

    private static string WriteReport(Workspace workspace, RunResources resources, Definitions definitions, RunOutcome outcome)
    {
        var folder = Path.Combine(workspace.ReportsFolder, definitions.Pipeline.Name);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{outcome.Run.Id}.html");
        var part = $"{path}.part";
        using (var stream = File.Create(part))
        {
            HtmlReport.Write(RunReportBuilder.Build(resources.Engine, workspace.CacheFolder, definitions, outcome), stream);
        }

        File.Move(part, path, overwrite: true);
        File.Copy(path, Path.Combine(folder, "latest.html"), overwrite: true);
        return path;
    }

    private static void Show(SegmlConsole console, RunOutcome outcome, string report, string? quarantine, bool json)
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

        console.Out.WriteLine($"Report: {report}");
    }
}
