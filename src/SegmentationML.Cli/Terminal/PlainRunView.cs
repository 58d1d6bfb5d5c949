using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli.Terminal;

/// <summary>Shows a run as plain lines, one a step, for logs and pipes.</summary>
internal sealed class PlainRunView(TextWriter writer) : IRunObserver
{
    private static readonly int Steps = Enum.GetValues<StepName>().Length;

    /// <inheritdoc/>
    public void Started(StepName step)
    {
    }

    /// <inheritdoc/>
    public void Progressed(StepName step, StepProgress progress)
    {
    }

    /// <inheritdoc/>
    public void Ended(StepName step, StepState state, string summary, TimeSpan elapsed)
    {
        var name = step.ToString().ToLowerInvariant();
        var note = state switch { StepState.Skipped => " (unchanged, taken from an earlier run)", _ => "" };
        writer.WriteLine($"[{(int)step + 1}/{Steps}] {name,-9} {elapsed.TotalSeconds,7:F2} s  {summary}{note}");
        writer.Flush();
    }
}
