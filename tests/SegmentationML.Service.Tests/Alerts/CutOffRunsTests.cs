using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Alerts;

namespace SegmentationML.Service.Tests.Alerts;

/// <summary>When a run that was cut off is told: not while the service is about to go on with it.</summary>
public sealed class CutOffRunsTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static RunRecord Run(int attempt = 1, RunState state = RunState.Interrupted) => new("20260302T080000Z-1", "shop", state, attempt, Start, null, "host", null, null) { Terms = new RunTerms() };

    [Fact]
    public void RunOfAService_HasTwoMinutesToBeGoneOnWith_AndAgainAfterEachAttempt()
    {
        var clock = new SteppedClock(Start);
        var runs = new CutOffRuns(clock);
        Assert.True(runs.IsGoneOnWith(Run()));
        clock.Step(TimeSpan.FromSeconds(119));
        Assert.True(runs.IsGoneOnWith(Run()));
        clock.Step(TimeSpan.FromSeconds(1));
        Assert.False(runs.IsGoneOnWith(Run()));
        Assert.True(runs.IsGoneOnWith(Run(attempt: 2)));
    }

    [Fact]
    public void RunThatNobodyGoesOnWith_IsToldAtOnce()
    {
        var runs = new CutOffRuns(new SteppedClock(Start));
        Assert.False(runs.IsGoneOnWith(Run() with { Terms = null })); // Started by hand.
        Assert.False(runs.IsGoneOnWith(Run(attempt: 4))); // Cut off four times: something ends its worker.
        Assert.False(runs.IsGoneOnWith(Run(state: RunState.Failed)));
    }
}
