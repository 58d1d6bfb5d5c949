using System.Runtime.CompilerServices;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Telemetry;

namespace SegmentationML.Service.Worker;

/// <summary>A run of this process: what happened in it so far, for any number of watchers, and the way to cancel it.</summary>
/// <remarks>Of the progress of a step only the newest event is kept, so that memory does not grow with the length of a run.</remarks>
internal sealed class ActiveRun(string pipeline, Action<RunRecord, ActiveRun> onBegan, TimeProvider clock, CancellationToken stop) : IRunObserver, IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<RunEvent> _events = [];
    private readonly TaskCompletionSource<RunRecord> _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;

    /// <summary>The pipeline.</summary>
    public string Pipeline => pipeline;

    /// <summary>The run as the ledger knows it, once it holds its pipeline; fails when it did not come so far.</summary>
    public Task<RunRecord> Record => _began.Task;

    /// <summary>The step that is under way; null between steps.</summary>
    public StepName? Step { get; private set; }

    /// <summary>Its spans and figures.</summary>
    public RunTelemetry Telemetry { get; } = new(pipeline);

    /// <summary>The work; ends without an exception.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancellation => _cancel.Token;

    /// <summary>True once the last event was told.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Asks the run to end.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            if (!IsEnded)
            {
                _cancel.Cancel();
            }
        }
    }

    /// <summary>Ends the run after a time.</summary>
    public void CancelAfter(TimeSpan limit) => _cancel.CancelAfter(limit);

    /// <inheritdoc/>
    public void Began(RunRecord run)
    {
        Add("began", null, null, null, run.Attempt > 1 ? $"attempt {run.Attempt}: goes on where the last one stopped" : null, null);
        Telemetry.Began(run);
        onBegan(run, this); // Before anybody learns the id: who asks by it must find the run.
        _began.TrySetResult(run);
    }

    /// <inheritdoc/>
    public void Started(StepName step)
    {
        Step = step;
        Telemetry.Started(step);
        Add("step-started", step, null, null, null, null);
    }

    /// <inheritdoc/>
    public void Progressed(StepName step, StepProgress progress)
        => Add("step-progressed", step, null, double.IsNaN(progress.Fraction) ? null : Math.Clamp(progress.Fraction, 0, 1), progress.Detail, null);

    /// <inheritdoc/>
    public void Ended(StepName step, StepState state, string summary, TimeSpan elapsed)
    {
        Step = null;
        Telemetry.Ended(step, state, elapsed);
        Add("step-ended", step, RunEvent.Word(state), null, summary, null);
    }

    /// <summary>The run came to an end.</summary>
    public void Finish(RunState state, long? version, string? text)
    {
        Telemetry.Finished(state.ToString().ToLowerInvariant());
        Add(RunEvent.EndedKind, null, RunEvent.Word(state), null, text, version);
        _began.TrySetCanceled();
    }

    /// <summary>The run never held its pipeline.</summary>
    public void Refuse(Exception why)
    {
        Add(RunEvent.EndedKind, null, "refused", null, (why as ProblemException)?.Problems[0].What, null);
        _began.TrySetException(why);
        _ = _began.Task.Exception; // Nobody may be waiting: a schedule has no caller.
    }

    /// <summary>Events after one that was seen, those of the past first, then as they come, to the end of the run.</summary>
    /// <param name="after">The last one seen; 0 for none.</param>
    /// <param name="cancellation">Ends watching.</param>
    public async IAsyncEnumerable<RunEvent> Watch(long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            RunEvent[] news;
            Task more;
            lock (_lock)
            {
                news = [.. _events.Where(e => e.Id > after)];
                more = _news.Task;
            }

            foreach (var item in news)
            {
                yield return item;
                after = item.Id;
                if (item.Kind == RunEvent.EndedKind)
                {
                    yield break;
                }
            }

            if (news.Length == 0)
            {
                await more.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Once it has ended: lets go of what only a run under way needs. What happened in it can still be read.</summary>
    public void Dispose()
    {
        _cancel.Dispose();
        Telemetry.Dispose();
    }

    private void Add(string kind, StepName? step, string? state, double? fraction, string? text, long? version)
    {
        TaskCompletionSource told;
        lock (_lock)
        {
            if (IsEnded)
            {
                return;
            }

            if (kind == "step-progressed" && _events is [.., { Kind: "step-progressed" } last] && last.Step == step)
            {
                _events.RemoveAt(_events.Count - 1);
                text ??= last.Text;
            }

            _events.Add(new RunEvent(++_last, kind, clock.GetUtcNow(), step, state, fraction, text, version));
            IsEnded = kind == RunEvent.EndedKind;
            (told, _news) = (_news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        told.TrySetResult();
    }
}
