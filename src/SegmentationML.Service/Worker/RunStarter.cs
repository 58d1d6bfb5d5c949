using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Starts the runs that nobody asked for, if the schedule's windows and intervals allow, and remembers what it decided.</summary>
internal sealed class RunStarter(RunBoard board, PipelineCatalog catalog, IRunLedger ledger, TimeProvider clock, ILogger<RunStarter> logger)
{
    private readonly ConcurrentDictionary<string, ScheduleDecision> _last = new(StringComparer.Ordinal);

    /// <summary>The last decision on a pipeline; null for none since the service started.</summary>
    public ScheduleDecision? Last(string pipeline) => _last.GetValueOrDefault(pipeline);

    /// <summary>Starts a run, or says why not. A broken definition, a run under way or a freeze is no failure of the service.</summary>
    public ScheduleDecision Start(string pipeline, RunCause cause) => Start(pipeline, cause, new RunOptions(), WhyNot(pipeline));

    /// <summary>Goes on with a run that was cut off, telling it what it was told before.</summary>
    public ScheduleDecision Resume(RunRecord run)
    {
        var terms = run.Terms ?? new RunTerms();
        var options = new RunOptions { AsOf = terms.AsOf, From = terms.From, Force = terms.Force, Resume = run.Id };
        return Start(run.Pipeline, RunCause.Recovery, options, catalog.Find(run.Pipeline)?.Definitions?.Pipeline is { Schedule: not null } definition ? Frozen(definition) : "");
    }

    private ScheduleDecision Start(string pipeline, RunCause cause, RunOptions options, string reason)
    {
        if (reason.Length == 0)
        {
            try
            {
                board.Start(pipeline, options);
            }
            catch (ProblemException e)
            {
                reason = e.Problems[0].ToString();
            }
        }

        var decision = new ScheduleDecision(clock.GetUtcNow(), pipeline, cause, reason.Length == 0, reason);
        _last[pipeline] = decision;
        logger.Log(decision.Started ? LogLevel.Information : LogLevel.Warning, "{Pipeline} was due ({Cause}): {Outcome}", pipeline, cause, decision.Started ? "started" : reason);
        return decision;
    }

    private string WhyNot(string pipeline)
    {
        if (catalog.Find(pipeline) is not { Definitions.Pipeline: { Schedule: { } schedule } definition })
        {
            return "it has no valid schedule any more";
        }

        if (Frozen(definition) is { Length: > 0 } frozen)
        {
            return frozen;
        }

        var since = ledger.Runs(pipeline, 1) is [var last] ? clock.GetUtcNow() - last.Started : TimeSpan.MaxValue;
        return since < TimeSpan.FromMinutes(schedule.MinimumMinutes) ? $"the last run started {since.TotalMinutes:F0} minutes ago, and {schedule.MinimumMinutes} must lie between two" : "";
    }

    private string Frozen(PipelineDefinition definition)
        => new ScheduleCalendar(definition).Frozen(clock.GetUtcNow()) is { } window
            ? $"frozen from {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd}{(window.Reason.Length > 0 ? $" ({window.Reason})" : "")}"
            : "";
}
