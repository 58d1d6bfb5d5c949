using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using Spectre.Console;

namespace SegmentationML.Cli.Terminal;

/// <summary>Shows a run as eight bars that fill one after the other.</summary>
internal sealed class ProgressRunView : IRunObserver
{
    /// <summary>Columns from which there is room for all: step, detail, a full bar, percentage, time and spinner.</summary>
    private const int Wide = 140;
    private const int StepWidth = 10;
    private const int Rest = 26; // percentage 4, time 8, spinner 3, a space on either side of each of the five, one to spare
    private const int LeastDetail = 12;
    private const int MostDetail = 64;
    private readonly Dictionary<StepName, ProgressTask> _bars = [];
    private readonly Lock _lock = new();
    private readonly int _detail;

    private ProgressRunView(ProgressContext context, int detail)
    {
        _detail = detail;
        foreach (var step in Enum.GetValues<StepName>())
        {
            _bars[step] = context.AddTask(Label(step, "", detail), autoStart: false, maxValue: 1);
        }
    }

    /// <summary>Runs work under the bars.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="console">Where to draw.</param>
    /// <param name="work">The work; it tells the view how far it is.</param>
    public static Task<T> WatchAsync<T>(SegmlConsole console, Func<IRunObserver, Task<T>> work)
        => console.Ansi.Progress()
            .AutoClear(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = Bar(console) }, new PercentageColumn(), new ElapsedTimeColumn(), new SpinnerColumn())
            .StartAsync(context => work(new ProgressRunView(context, Math.Clamp(console.Ansi.Profile.Width - StepWidth - Bar(console) - Rest, LeastDetail, MostDetail))));

    /// <summary>The bar's width: what is scarce on a narrow terminal goes to the words.</summary>
    private static int Bar(SegmlConsole console) => console.Ansi.Profile.Width < Wide ? 8 : 40;

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
                _bars[step].Description = Label(step, detail, _detail);
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
            _bars[step].Description = Label(step, state == StepState.Skipped ? $"{summary} (unchanged)" : summary, _detail);
            _bars[step].StopTask();
        }
    }

    private static string Label(StepName step, string detail, int width)
    {
        var text = detail.Length > width ? detail[..(width - 1)] + "…" : detail;
        return $"[bold]{step.ToString().ToLowerInvariant(),-9}[/] [grey]{Markup.Escape(text.PadRight(width))}[/]";
    }
}
