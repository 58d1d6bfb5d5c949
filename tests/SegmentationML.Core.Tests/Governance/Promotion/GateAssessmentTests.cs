using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Tests.Governance.Promotion;

public sealed class GateAssessmentTests
{
    private static readonly GateFigures Good = new()
    {
        Contracts = new Dictionary<string, ContractGrade> { ["order_lines"] = ContractGrade.Pass, ["products"] = ContractGrade.Warn },
        Backtest = 0.80,
        LiveBacktest = 0.80,
        Live = 7,
        Agreement = 0.9,
        Churn = 0.05,
        DecisionTests = 3,
        Drivers = 4,
    };

    public static TheoryData<PromotionGate, GateFigures> Bad => new()
    {
        { PromotionGate.Contract, Good with { Contracts = new Dictionary<string, ContractGrade> { ["order_lines"] = ContractGrade.Quarantine } } },
        { PromotionGate.Backtest, Good with { Backtest = 0.8161 } },
        { PromotionGate.Stability, Good with { Agreement = 0.499 } },
        { PromotionGate.Churn, Good with { Churn = 0.151 } },
        { PromotionGate.DecisionTests, Good with { FailedTests = ["a new item is NEW"] } },
        { PromotionGate.Drift, Good with { Drifted = ["adi"] } },
    };

    [Fact]
    public void Of_GoodFigures_EveryGatePassesInOrder()
    {
        var evidence = GateAssessment.Of(Good, new GateLimits());
        Assert.Equal(Enum.GetValues<PromotionGate>(), evidence.Select(e => e.Gate));
        Assert.All(evidence, e => Assert.Equal(GateOutcome.Passed, e.Outcome));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Of_OneFigurePastItsLimit_FailsThatGateAlone(PromotionGate gate, GateFigures figures)
    {
        var failed = Assert.Single(GateAssessment.Of(figures, new GateLimits()), e => e.Outcome != GateOutcome.Passed);
        Assert.Equal((gate, GateOutcome.Failed), (failed.Gate, failed.Outcome));
        Assert.Equal(gate != PromotionGate.Drift, failed.Refuses);
    }

    [Fact]
    public void Of_FigureOnItsLimit_Passes()
    {
        var limits = new GateLimits { BacktestWorseBy = 0.25 };
        var evidence = GateAssessment.Of(Good with { Backtest = 1, LiveBacktest = 0.8, Agreement = 0.5, Churn = 0.15 }, limits);
        Assert.All(evidence, e => Assert.Equal(GateOutcome.Passed, e.Outcome));
    }

    [Fact]
    public void Of_FirstVersion_ComparisonsDoNotApplyAndSayWhy()
    {
        var evidence = GateAssessment.Of(new GateFigures { Backtest = 0.8 }, new GateLimits());
        Assert.All(evidence, e => Assert.Equal(GateOutcome.NotApplicable, e.Outcome));
        Assert.Equal("Nothing is in use yet to compare with.", evidence[(int)PromotionGate.Churn].Finding);
    }

    [Fact]
    public void Of_BetterBacktest_TellsTheFigures()
        => Assert.Equal(
            "Mean RMSSE 0.7200 against 0.8000 of version 7: -10.0 %, at most +2.0 % is allowed.",
            GateAssessment.Of(Good with { Backtest = 0.72 }, new GateLimits())[(int)PromotionGate.Backtest].Finding);
}
