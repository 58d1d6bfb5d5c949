using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Telemetry;
using SegmentationML.Storage;

namespace SegmentationML.Service.Worker;

/// <summary>The runs of this process: starts them, at most one of a pipeline, lets them be watched and cancelled, and ends them when the service stops.</summary>
internal sealed class RunBoard(Workspace workspace, PipelineCatalog catalog, ServiceOptions options, DiskGuard disk, BackgroundWork background, TimeProvider clock, ILoggerFactory loggers) : IAsyncDisposable
{
    private const int RemembersEnded = 32;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ActiveRun> _active = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ActiveRun> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _ended = new();
    private readonly SemaphoreSlim _slots = new(options.ConcurrentRuns);
    private readonly CancellationTokenSource _stop = new();
    private readonly ILogger _logger = loggers.CreateLogger<RunBoard>();

    /// <summary>Told of each run that came to its end with a result.</summary>
    public Action<RunOutcome>? Finished { get; set; }

    /// <summary>Starts a run; it waits for its turn when others are under way.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="run">What the run is told.</param>
    /// <exception cref="ProblemException">The pipeline is unknown or broken, or is being run.</exception>
    public ActiveRun Start(string pipeline, RunOptions run)
    {
        var definitions = catalog.Require(pipeline);
        ProblemException.ThrowIfAny(disk.Refusal() is { } full ? [full] : []);
        ActiveRun active;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (_active.TryGetValue(pipeline, out var other) && !other.IsEnded)
            {
                throw new ProblemException(new Problem("SEG-SRV-003", $"Pipeline '{pipeline}' is being run or waits for its turn.", "Watch that run, or cancel it; then start again."));
            }

            _active[pipeline] = active = new ActiveRun(pipeline, Remember, clock, _stop.Token);
        }

        if (definitions.Pipeline.Schedule?.TimeLimit is { } limit)
        {
            active.CancelAfter(limit);
        }

        var placed = run with { Unattended = true, Stop = _stop.Token, Sources = options.Sources.GetValueOrDefault(pipeline) ?? run.Sources };
        active.Work = Task.Run(() => RunAsync(active, definitions, placed), CancellationToken.None);
        return active;
    }

    /// <summary>A run of this process, under way or ended lately.</summary>
    /// <param name="run">The run's id.</param>
    public ActiveRun? Find(string run) => _byId.GetValueOrDefault(run);

    /// <summary>The run of a pipeline that is under way or waits; null for none.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    public ActiveRun? OfPipeline(string pipeline)
    {
        lock (_lock)
        {
            return _active.TryGetValue(pipeline, out var run) && !run.IsEnded ? run : null;
        }
    }

    /// <summary>Cancels what is under way and waits for it, as long as the options allow.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] work;
        lock (_lock)
        {
            _stop.Cancel();
            work = [.. _active.Values.Select(r => r.Work)];
        }

        await Task.WhenAny(Task.WhenAll(work), Task.Delay(TimeSpan.FromSeconds(options.SecondsToStop), clock));
    }

    private async Task RunAsync(ActiveRun active, Pipeline.Definition.Definitions definitions, RunOptions run)
    {
        using var scope = _logger.BeginScope(new RunScope(active));
        using var ended = active;
        try
        {
            await _slots.WaitAsync(active.Cancellation);
            try
            {
                var finished = await new PipelineRunner(workspace, clock, loggers.CreateLogger<SegmentationRun>(), background).RunAsync(definitions, run, active, active.Cancellation);
                foreach (var problem in finished.Problems)
                {
                    _logger.LogWarning("{Problem}", problem);
                }

                active.Finish(finished.Outcome.State, finished.Outcome.Published?.IsNew == true ? finished.Outcome.Published.Version : null, finished.Outcome.Accepted.Blocking is [var first, ..] ? first.ToString() : null);
                Finished?.Invoke(finished.Outcome);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            active.Finish(_stop.IsCancellationRequested ? RunState.Interrupted : RunState.Cancelled, null, null);
        }
        catch (ProblemException e) when (e.Problems[0].Code is "SEG-LEDG-001" or "SEG-LEDG-022")
        {
            _logger.LogInformation("{Pipeline} is not run here: {Problem}", active.Pipeline, e.Problems[0].What); // Another worker was first.
            End(active, e, e.Problems[0].ToString());
        }
        catch (ProblemException e)
        {
            _logger.LogError("The run of {Pipeline} failed: {Problems}", active.Pipeline, string.Join(" ", e.Problems));
            End(active, e, e.Problems[0].ToString());
        }
#pragma warning disable CA1031 // A run of the service has no caller to tell: whatever ends it is logged and told to its watchers, and the service goes on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _logger.LogError(e, "The run of {Pipeline} failed", active.Pipeline);
            End(active, e, "It failed where it should not; the service's log has the reason.");
        }
    }

    private static void End(ActiveRun active, Exception why, string text)
    {
        if (!active.Record.IsCompletedSuccessfully)
        {
            active.Refuse(why);
        }

        active.Finish(RunState.Failed, null, text);
    }

    private void Remember(RunRecord record, ActiveRun run)
    {
        _byId[record.Id] = run;
        _ended.Enqueue(record.Id);
        while (_ended.Count > RemembersEnded && _ended.TryPeek(out var oldest) && _byId.TryGetValue(oldest, out var old) && old.IsEnded && _ended.TryDequeue(out _))
        {
            _byId.TryRemove(oldest, out _);
        }
    }
}
