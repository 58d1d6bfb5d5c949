using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Core.Tests.Segmentation.Chain;

public sealed class ChangeBudgetTests
{
    [Fact]
    public void Apply_MoreThanTheBudget_TheMostWorthGoFirstTheRestIsQueuedInItsFormerSegment()
    {
        var bench = new ChainBench(2, 2, 2, 2, 0.1, 2);
        var draft = bench.Draft(bench.Before(["HIGH", "HIGH", "HIGH", "HIGH", "HIGH", null]));
        new ChangeBudget(new ChangeBudgetOptions { Share = 0.4 }, [10, double.NaN, 30, 30, 0, 0], bench.Rules()).Apply(draft);

        // 0.4 of the five that stood before is two: those worth 30. The last is new and no change.
        Assert.Equal(["HIGH", "HIGH", "LOW", "LOW", "HIGH", "LOW"], bench.CodesOf(draft));
        Assert.Equal([2, 2, -1, -1, -1, -1], draft.Queued);
        Assert.Equal(SegmentDecision.Budget, draft.DecidedBy[0]);
    }

    [Fact]
    public void Apply_MovedByARule_CountsFirstAndIsNotDelayed()
    {
        var bench = new ChainBench(2, 2).With("hazard", 1, 0);
        var draft = bench.Draft(bench.Before(["HIGH", "HIGH"]));
        var rules = bench.Rules(new ExpertRule { Name = "hazard", Kind = ExpertRuleKind.Never, Segments = ["HIGH", "LOW"], When = ChainBench.When("hazard", Comparison.Equal, 1) });
        rules.Apply(draft);
        new ChangeBudget(new ChangeBudgetOptions { Changes = 1 }, [0, 100], rules).Apply(draft);

        Assert.Equal(["MID", "HIGH"], bench.CodesOf(draft));
    }

    [Fact]
    public void Apply_StayingWouldBreakARule_Moves()
    {
        var bench = new ChainBench(2);
        var draft = bench.Draft(bench.Before(["HIGH"]));
        var rules = bench.Rules(new ExpertRule { Name = "low only", Kind = ExpertRuleKind.AtMost, Segments = ["LOW"] });
        new ChangeBudget(new ChangeBudgetOptions { Changes = 0 }, [1], rules).Apply(draft);

        Assert.Equal(["LOW"], bench.CodesOf(draft));
    }

    [Fact]
    public void Apply_EveryCycle_EmptiesTheQueue()
    {
        string?[] segments = ["HIGH", "HIGH", "HIGH"];
        var cycles = 0;
        while (segments.Contains("HIGH"))
        {
            var bench = new ChainBench(2, 2, 2);
            var draft = bench.Draft(bench.Before(segments));
            new ChangeBudget(new ChangeBudgetOptions { Changes = 1 }, [1, 2, 3], bench.Rules()).Apply(draft);
            segments = bench.CodesOf(draft);
            cycles++;
        }

        Assert.Equal(3, cycles);
    }
}
