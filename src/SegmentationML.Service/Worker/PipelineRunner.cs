using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Alerts;
using SegmentationML.Storage;

namespace SegmentationML.Service.Worker;

/// <summary>Runs a pipeline in a workspace and writes what goes with a run: the report and the rows that were set aside. Command line and service run pipelines through it.</summary>
/// <param name="workspace">Where.</param>
/// <param name="clock">The clock for the record.</param>
/// <param name="logger">Receives the steps.</param>
/// <param name="work">Where the steps do their work; null for the pool's threads.</param>
public sealed class PipelineRunner(Workspace workspace, TimeProvider clock, ILogger logger, TaskScheduler? work = null)
{
    private static readonly TimeSpan TimeForFollowers = TimeSpan.FromSeconds(60);

    /// <summary>Runs it. A failure to write report or quarantine is told and takes nothing back.</summary>
    /// <param name="definitions">What to run.</param>
    /// <param name="options">What this run is told beside its definition.</param>
    /// <param name="observer">Watches it.</param>
    /// <param name="cancellation">Ends the run between or within steps; what was done is resumed by the next run.</param>
    /// <exception cref="ProblemException">What went wrong; the ledger has it too.</exception>
    public async Task<FinishedRun> RunAsync(Definitions definitions, RunOptions options, IRunObserver observer, CancellationToken cancellation)
    {
        definitions = definitions.WithOverrides(workspace.Overrides);
        using var resources = await Task.Factory.StartNew(() => RunResources.Open(workspace), CancellationToken.None, TaskCreationOptions.None, work ?? TaskScheduler.Default); // The engine's threads are like the one that opens it.
        RunOutcome outcome;
        try
        {
            outcome = await new SegmentationRun(definitions, resources.Ports(workspace, observer, logger, clock) with { Work = work ?? TaskScheduler.Default }, options).RunAsync(cancellation);
        }
        catch
        {
            await TellFollowersAsync(definitions);
            throw;
        }

        var problems = new List<Problem>();
        var report = await Task.Run(() => Try("The report", outcome, problems, () => RunReportFile.Write(workspace, resources.Engine, definitions, outcome)), CancellationToken.None);
        Try("What the run saw for alerts", outcome, problems, () =>
        {
            RunObservations.Keep(workspace, resources.Engine, definitions, outcome);
            return null;
        });
        var quarantine = Try("The quarantine", outcome, problems, () => QuarantineFolder.Copy(workspace, outcome));
        return new FinishedRun(outcome, report, quarantine, problems) { Notes = await TellFollowersAsync(definitions) };
    }

    /// <summary>Delivers what the run tells other systems, as far as they answer soon; the rest waits in the outbox and takes nothing back.</summary>
    private async Task<IReadOnlyList<string>> TellFollowersAsync(Definitions definitions)
    {
        if (!definitions.HasFollowers)
        {
            return [];
        }

        using var time = new CancellationTokenSource(TimeForFollowers);
        try
        {
            var replay = await workspace.Outbox.ReplayAsync(again: false, time.Token);
            return replay.Problems.Count == 0 ? [] : [.. replay.Problems, $"For other systems: {replay.Waiting} waiting, {replay.Refused} refused. `segml outbox list` says why; `segml outbox replay` delivers what waits."];
        }
        catch (ProblemException e)
        {
            return [.. e.Problems.Select(p => p.ToString())];
        }
    }

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
}
