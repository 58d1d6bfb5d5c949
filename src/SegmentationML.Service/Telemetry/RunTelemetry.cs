using System.Diagnostics;
using System.Diagnostics.Metrics;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Telemetry;

/// <summary>Traces and metrics of runs: one span a run with one for each of its steps below it, counts by outcome, and times.</summary>
/// <remarks>Without a listener this costs a comparison. Names follow OpenTelemetry's rules: dots, seconds.</remarks>
internal sealed class RunTelemetry : IDisposable
{
    /// <summary>The name of the spans' source and of the meter.</summary>
    public const string Name = "SegmentationML";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Runs = Meter.CreateCounter<long>("segml.runs", "{run}", "Runs that ended, by pipeline and state");
    private static readonly Histogram<double> RunSeconds = Meter.CreateHistogram<double>("segml.run.duration", "s", "Time of runs");
    private static readonly Histogram<double> StepSeconds = Meter.CreateHistogram<double>("segml.step.duration", "s", "Time of steps that did something");
    private readonly string _pipeline;
    private readonly Activity? _run;
    private readonly long _since = Stopwatch.GetTimestamp();
    private Activity? _step;

    /// <summary>A run begins, or waits for its turn.</summary>
    public RunTelemetry(string pipeline)
    {
        _pipeline = pipeline;
        _run = Source.StartActivity($"run {pipeline}");
        _run?.SetTag("segml.pipeline", pipeline);
    }

    /// <summary>It holds its pipeline.</summary>
    public void Began(RunRecord run) => _run?.SetTag("segml.run", run.Id).SetTag("segml.attempt", run.Attempt);

    /// <summary>A step begins.</summary>
    public void Started(StepName step) => _step = _run is null ? null : Source.StartActivity(Word(step), ActivityKind.Internal, _run.Context, [new("segml.pipeline", _pipeline)]);

    /// <summary>A step ended.</summary>
    public void Ended(StepName step, StepState state, TimeSpan elapsed)
    {
        _step?.SetTag("segml.state", Word(state)).SetStatus(state == StepState.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset).Dispose();
        _step = null;
        if (state == StepState.Done)
        {
            StepSeconds.Record(elapsed.TotalSeconds, new("segml.pipeline", _pipeline), new("segml.step", Word(step)));
        }
    }

    /// <summary>The run ended.</summary>
    public void Finished(string state)
    {
        _run?.SetTag("segml.state", state).SetStatus(state is "failed" or "refused" ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        Runs.Add(1, new("segml.pipeline", _pipeline), new("segml.state", state));
        RunSeconds.Record(Stopwatch.GetElapsedTime(_since).TotalSeconds, new("segml.pipeline", _pipeline), new("segml.state", state));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _step?.Dispose();
        _run?.Dispose();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
