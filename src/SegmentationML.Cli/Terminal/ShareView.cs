using SegmentationML.Pipeline;
using Spectre.Console;

namespace SegmentationML.Cli.Terminal;

/// <summary>Shows how much of one piece of work is done: a bar for a person, nothing in a pipe.</summary>
internal static class ShareView
{
    /// <summary>Runs work under the bar.</summary>
    /// <typeparam name="T">The work's result.</typeparam>
    /// <param name="console">Where to draw.</param>
    /// <param name="name">The work's name.</param>
    /// <param name="work">The work; it tells how far it is.</param>
    public static T Watch<T>(SegmlConsole console, string name, Func<IProgress<StepProgress>, T> work)
        => !console.IsTerminal
            ? work(new Silence())
            : console.Ansi.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                .Start(bars => work(new Bar(bars.AddTask(name, maxValue: 1), name)));

    private sealed class Silence : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
        }
    }

    private sealed class Bar(ProgressTask task, string name) : IProgress<StepProgress>
    {
        private readonly Lock _lock = new();

        public void Report(StepProgress value)
        {
            lock (_lock)
            {
                task.Value = Math.Clamp(value.Fraction, 0, 1);
                task.Description = Markup.Escape($"{name} {value.Detail}".TrimEnd());
            }
        }
    }
}
