using System.Text.Json;
using Microsoft.Extensions.Logging;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline;

/// <summary>Runs the steps of one run: takes a finished output where inputs, options and code are the same, else does the work; tells ledger, log and observer.</summary>
internal sealed class StepRunner(RunPorts ports, IRunLease lease, StepName? redoFrom, CancellationToken cancellation)
{
    private readonly string _code = StepKey.OfCode(ports.Engine);
    private readonly List<FlowTiming> _flow = [];
    private readonly List<(StepName Step, string Key)> _used = [];

    /// <summary>Ends the run.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The steps so far, in order.</summary>
    public IReadOnlyList<FlowTiming> Flow => _flow;

    /// <summary>The outputs that this run rests on.</summary>
    public IReadOnlyList<(StepName Step, string Key)> Used => _used;

    /// <summary>Runs a step whose output is kept.</summary>
    /// <typeparam name="T">The step's result record.</typeparam>
    /// <param name="step">Which.</param>
    /// <param name="input">What the output depends on; reading it may take time, which counts as the step's.</param>
    /// <param name="work">The step.</param>
    /// <param name="isWhole">Whether what an output of an earlier run points to is still there; null when it points to nothing outside.</param>
    public Task<T> RunAsync<T>(StepName step, Func<StepInput> input, Func<StepContext, T> work, Func<T, bool>? isWhole = null)
        where T : class, IStepResult
        => WatchAsync(step, () => input().Key(_code), key =>
        {
            _used.Add((step, key));
            return Find<T>(step, key) is { } found && isWhole?.Invoke(found) != false ? (found, StepState.Skipped) : (Work(step, key, work), StepState.Done);
        });

    /// <summary>Runs a step that commits elsewhere and so is never skipped.</summary>
    /// <typeparam name="T">The step's result record.</typeparam>
    /// <param name="step">Which.</param>
    /// <param name="work">The step; its output folder is dropped afterwards.</param>
    /// <param name="isUnchanged">Whether the result says that there was nothing to do.</param>
    public Task<T> RunOnceAsync<T>(StepName step, Func<StepContext, T> work, Func<T, bool> isUnchanged)
        where T : class, IStepResult
        => WatchAsync(step, () => StepKey.OfText($"{step}-{lease.Run.Id}"), key =>
        {
            using var draft = ports.Steps.Begin(lease.Run.Pipeline, step, key);
            var result = work(Context(step, key, draft));
            return (result, isUnchanged(result) ? StepState.Skipped : StepState.Done);
        });

    private T? Find<T>(StepName step, string key)
        where T : class, IStepResult
    {
        var redo = redoFrom is { } from && step >= from;
        var output = redo ? null : ports.Steps.Find(lease.Run.Pipeline, step, key);
        return output is null ? null : JsonSerializer.Deserialize<T>(output.Result, StepKey.Json);
    }

    private T Work<T>(StepName step, string key, Func<StepContext, T> work)
        where T : class, IStepResult
    {
        using var draft = ports.Steps.Begin(lease.Run.Pipeline, step, key);
        var result = work(Context(step, key, draft));
        draft.Commit(JsonSerializer.Serialize(result, StepKey.Json), result.Rows, result.Summary);
        return result;
    }

    private async Task<T> WatchAsync<T>(StepName step, Func<string> findKey, Func<string, (T Result, StepState State)> work)
        where T : class, IStepResult
    {
        cancellation.ThrowIfCancellationRequested();
        using var scope = ports.Logger.BeginScope("{Pipeline} {Run} {Step}", lease.Run.Pipeline, lease.Run.Id, step);
        var started = ports.Clock.GetTimestamp();
        ports.Observer.Started(step);
        var key = "";
        try
        {
            key = await Task.Factory.StartNew(findKey, cancellation, TaskCreationOptions.None, ports.Work);
            lease.StepStarted(step, key);
            var (result, state) = await Task.Factory.StartNew(() => work(key), cancellation, TaskCreationOptions.None, ports.Work);
            End(step, key, state, result.Rows, result.Summary, started);
            return result;
        }
        catch (Exception e)
        {
            if (key.Length == 0)
            {
                lease.StepStarted(step, key);
            }

            End(step, key, StepState.Failed, 0, e is OperationCanceledException ? "cancelled" : "failed", started);
            throw;
        }
    }

    private void End(StepName step, string key, StepState state, long rows, string summary, long started)
    {
        var elapsed = ports.Clock.GetElapsedTime(started);
        lease.StepEnded(step, key, state, rows, summary);
        _flow.Add(new FlowTiming(step, state, rows, summary, elapsed));
        ports.Logger.LogInformation("{Step} {State} in {Seconds:F2} s: {Summary}", step, state, elapsed.TotalSeconds, summary);
        ports.Observer.Ended(step, state, summary, elapsed);
    }

    private StepContext Context(StepName step, string key, IStepDraft draft) => new()
    {
        Engine = ports.Engine,
        CacheFolder = ports.Steps.Folder,
        OutputFolder = draft.Folder,
        OutputName = draft.Name,
        Key = key,
        Progress = new ObserverProgress(ports.Observer, step),
        Logger = ports.Logger,
        Clock = ports.Clock,
        Cancellation = cancellation,
    };

    private sealed class ObserverProgress(IRunObserver observer, StepName step) : IProgress<StepProgress>
    {
        public void Report(StepProgress value) => observer.Progressed(step, value);
    }
}
