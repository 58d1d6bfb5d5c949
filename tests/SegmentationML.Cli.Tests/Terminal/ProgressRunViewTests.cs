using SegmentationML.Cli.Terminal;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli.Tests.Terminal;

public sealed class ProgressRunViewTests
{
    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(130)]
    [InlineData(200)]
    public async Task Watch_TerminalOfAnyWidth_ShowsEveryStepWithWhatItDidOnALineOfItsOwn(int width)
    {
        var screen = new StringWriter();
        await ProgressRunView.WatchAsync(SegmlConsole.OfTerminal(screen, width), view =>
        {
            foreach (var step in Enum.GetValues<StepName>())
            {
                view.Started(step);
                view.Ended(step, StepState.Done, "3,966 rows of 1 file, 3,963 loaded and many more words than fit", TimeSpan.FromSeconds(1));
            }

            return Task.FromResult(0);
        });

        var lines = screen.ToString().Split('\n');
        foreach (var step in Enum.GetNames<StepName>())
        {
            Assert.Contains(lines, line => line.Contains(step.ToLowerInvariant(), StringComparison.Ordinal) && line.Contains("3,966 rows", StringComparison.Ordinal) && line.Contains("100%", StringComparison.Ordinal));
        }
    }
}
