using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Starts the runs that nobody asked for, if the schedule's windows and intervals allow, and remembers what it decided.</summary>
internal sealed class RunStarter(RunBoard board, PipelineCatalog catalog, IRunLedger ledger, TimeProvider clock, ILogger<RunStarter> logger)
{
    private readonly ConcurrentDictionary<string, ScheduleDecision> _last = new(StringComparer.Ordinal);

    /// <summary>The last decision on a pipeline; null for none since the service started.</summary>
    public ScheduleDecision? Last(string pipeline) => _last.GetValueOrDefault(pipeline);

    /// <summary>Starts a run, or says why not. A broken definition, a run under way or a freeze is no failure of the service.</summary>
    public ScheduleDecision Start(string pipeline, RunCause cause)
    {
        var reason = WhyNot(pipeline);
        if (reason.Length == 0)
        {
            try
            {
                board.Start(pipeline, new RunOptions());
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

        var now = clock.GetUtcNow();
        if (new ScheduleCalendar(definition).Frozen(now) is { } window)
        {
            return $"frozen from {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd}{(window.Reason.Length > 0 ? $" ({window.Reason})" : "")}";
        }

        var since = ledger.Runs(pipeline, 1) is [var last] ? now - last.Started : TimeSpan.MaxValue;
        return since < TimeSpan.FromMinutes(schedule.MinimumMinutes) ? $"the last run started {since.TotalMinutes:F0} minutes ago, and {schedule.MinimumMinutes} must lie between two" : "";
    }
}
