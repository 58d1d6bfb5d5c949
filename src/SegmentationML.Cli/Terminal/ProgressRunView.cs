using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using Spectre.Console;

namespace SegmentationML.Cli.Terminal;

/// <summary>Shows a run as eight bars that fill one after the other.</summary>
internal sealed class ProgressRunView : IRunObserver
{
    private readonly Dictionary<StepName, ProgressTask> _bars = [];
    private readonly Lock _lock = new();

    private ProgressRunView(ProgressContext context)
    {
        foreach (var step in Enum.GetValues<StepName>())
        {
            _bars[step] = context.AddTask(Label(step, ""), autoStart: false, maxValue: 1);
        }
    }

    /// <summary>Runs work under the bars.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="console">Where to draw.</param>
    /// <param name="work">The work; it tells the view how far it is.</param>
    public static Task<T> WatchAsync<T>(SegmlConsole console, Func<IRunObserver, Task<T>> work)
        => console.Ansi.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new ProgressRunView(context)));

    /// <inheritdoc/>
    public void Started(StepName step)
    {
        lock (_lock)
        {
            _bars[step].StartTask();
        }
    }

    /// <inheritdoc/>
    public void Progressed(StepName step, StepProgress progress)
    {
        lock (_lock)
        {
            _bars[step].IsIndeterminate = double.IsNaN(progress.Fraction);
            _bars[step].Value = double.IsNaN(progress.Fraction) ? 0 : Math.Clamp(progress.Fraction, 0, 1);
            if (progress.Detail is { } detail)
            {
                _bars[step].Description = Label(step, detail);
            }
        }
    }

    /// <inheritdoc/>
    public void Ended(StepName step, StepState state, string summary, TimeSpan elapsed)
    {
        lock (_lock)
        {
            _bars[step].IsIndeterminate = false;
            _bars[step].Value = state == StepState.Failed ? _bars[step].Value : 1;
            _bars[step].Description = Label(step, state == StepState.Skipped ? $"{summary} (unchanged)" : summary);
            _bars[step].StopTask();
        }
    }

    private static string Label(StepName step, string detail)
    {
        var text = detail.Length > 64 ? detail[..63] + "…" : detail;
        return $"[bold]{step.ToString().ToLowerInvariant(),-9}[/] [grey]{Markup.Escape(text.PadRight(64))}[/]";
    }
}
