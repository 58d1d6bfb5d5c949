using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Core.Tests.Segmentation.Chain;

public sealed class HysteresisTests
{
    /// <summary>Cuts 0.5 and 1, band 10 %: down to Y only above 0.55, back up to X only at or below 0.45.</summary>
    [Theory]
    [InlineData(0.51, "HIGH", "HIGH")]
    [InlineData(0.56, "HIGH", "MID")]
    [InlineData(0.46, "MID", "MID")]
    [InlineData(0.44, "MID", "HIGH")]
    [InlineData(0.51, null, "MID")]
    [InlineData(1.05, "HIGH", "MID")]
    [InlineData(1.2, "HIGH", "LOW")]
    public void Apply_Band_HoldsUntilTheBoundaryIsPassedByMore(double cv, string? before, string after)
    {
        var bench = new ChainBench(cv);
        var draft = bench.Draft(bench.Before([before]));
        new Hysteresis(new HysteresisOptions { Band = 0.1 }).Apply(draft);

        Assert.Equal(after, bench.CodesOf(draft)[0]);
    }

    [Fact]
    public void Apply_Held_NotesDimensionClassAndWhereItIsLetGo()
    {
        var bench = new ChainBench(0.52);
        var draft = bench.Draft(bench.Before(["HIGH"]));
        new Hysteresis(new HysteresisOptions { Band = 0.1 }).Apply(draft);

        Assert.Equal(new SegmentChange(0, SegmentDecision.Hysteresis, "XYZ", 1, 0), Assert.Single(draft.Changes));
        Assert.Equal(0, draft.Classes[0][0]);
        Assert.Equal(0.55, draft.Release[0]!.Value.Boundary, 12);
        Assert.Equal(0.03, draft.Release[0]!.Value.Margin, 12);
    }

    [Fact]
    public void Apply_Dwell_HoldsForItsPeriodsWhateverTheMargin()
    {
        var bench = new ChainBench(5, 5);
        var previous = bench.Before(["HIGH", "HIGH"]) with { Dwell = [3, 4] };
        var draft = bench.Draft(previous);
        new Hysteresis(new HysteresisOptions { MinimumDwell = 4 }).Apply(draft);

        Assert.Equal(["HIGH", "LOW"], bench.CodesOf(draft));
        Assert.Equal(SegmentDecision.Dwell, draft.DecidedBy[0]);
    }

    /// <summary>A value that swings around a cut changes its class each time without a band, and never with one that is wider than the swing.</summary>
    [Fact]
    public void Apply_ValueThatSwingsAroundACut_DoesNotFlipFlop()
    {
        var (segment, changes) = ("HIGH", 0);
        for (var cycle = 0; cycle < 20; cycle++)
        {
            var bench = new ChainBench(cycle % 2 == 0 ? 0.48 : 0.52);
            var draft = bench.Draft(bench.Before([segment]));
            new Hysteresis(new HysteresisOptions { Band = 0.1 }).Apply(draft);
            changes += bench.CodesOf(draft)[0] == segment ? 0 : 1;
            segment = bench.CodesOf(draft)[0];
        }

        Assert.Equal(0, changes);
    }

    [Fact]
    public void Run_HeldAgainstARule_TheRuleStands()
    {
        var bench = new ChainBench(0.52);
        var draft = bench.Draft(bench.Before(["HIGH"]));
        var rules = bench.Rules(new ExpertRule { Name = "not high", Kind = ExpertRuleKind.AtMost, Segments = ["MID"] });
        var nobody = PlacedEntities.Create(SegmentDecision.Override, [], bench.Matrix, bench, new DateOnly(2026, 1, 1));
        SegmentChain.Run(draft, rules, new Hysteresis(new HysteresisOptions { Band = 0.1 }), nobody, new ChangeBudget(new ChangeBudgetOptions(), [1], rules), nobody);

        Assert.Equal(["MID"], bench.CodesOf(draft));
        Assert.Equal([SegmentDecision.Hysteresis, SegmentDecision.Rule], draft.Changes.Select(c => c.Decision));
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(0.1, -1)]
    public void Options_OutOfRange_AreNamed(double band, double dwell)
        => Assert.Equal("SEG-SEGM-025", Assert.Single(Assert.Throws<ProblemException>(() => new Hysteresis(new HysteresisOptions { Band = band, MinimumDwell = dwell })).Problems).Code);
}
