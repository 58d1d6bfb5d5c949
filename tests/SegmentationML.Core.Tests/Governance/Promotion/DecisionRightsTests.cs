using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Tests.Governance.Promotion;

public sealed class DecisionRightsTests
{
    private static readonly DecisionRights Rights = new()
    {
        Tiers = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["AX", "AY"], ["B"] = ["BX"], ["C"] = ["CX"] },
        KeyAccounts = ["ACME"],
        Rights =
        [
            new() { Who = DecisionMaker.Auto, MovedAtMost = 50, MovedShareAtMost = 0.02, ValueMovedShareAtMost = 0.01, TiersCrossedAtMost = 1, KeyAccountsMovedAtMost = 0 },
            new() { Who = DecisionMaker.Owner, Roles = ["segment-owner"], MovedShareAtMost = 0.1, ValueMovedAtMost = 10_000 },
            new() { Who = DecisionMaker.Board, Roles = ["finance", "planning"], Quorum = 2 },
        ],
    };

    public static TheoryData<ChangeSize, DecisionMaker> Sizes => new()
    {
        { new(50, 0.02, 100, 0.01, 1, 0), DecisionMaker.Auto },
        { new(51, 0.02, 100, 0.01, 1, 0), DecisionMaker.Owner },
        { new(50, 0.0201, 100, 0.01, 1, 0), DecisionMaker.Owner },
        { new(50, 0.02, 100, 0.0101, 1, 0), DecisionMaker.Owner },
        { new(1, 0, 1, 0, 2, 0), DecisionMaker.Owner },
        { new(1, 0, 1, 0, 0, 1), DecisionMaker.Owner },
        { new(1, 0.1001, 1, 0, 0, 0), DecisionMaker.Board },
        { new(1, 0.1, 10_001, 0.5, 2, 1), DecisionMaker.Board },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Decide_FirstRightThatCoversTheChange(ChangeSize size, DecisionMaker who)
    {
        Assert.Empty(Rights.Validate());
        Assert.Equal(who, Rights.Decide(size, []).Who);
    }

    [Fact]
    public void Decide_SaysWhyNoSmallerRightWasEnough()
        => Assert.Equal(
            ["Not auto: 60 entities moved, at most 50; 2 tiers crossed, at most 1.", "Not owner: 20,000 of value moved, at most 10,000."],
            Rights.Decide(new(60, 0.01, 20_000, 0.01, 2, 0), []).Why);

    [Fact]
    public void Decide_FailedAdvisoryGate_TakesTheAutomaticDecisionAway()
    {
        GateEvidence drift = new(PromotionGate.Drift, GateOutcome.Failed, 1, 0, "1 of 4 drivers drifted.", Advisory: true);
        Assert.Equal(DecisionMaker.Owner, Rights.Decide(new(0, 0, 0, 0, 0, 0), [drift]).Who);
        var alwaysAuto = new DecisionRights { Rights = [new() { Who = DecisionMaker.Auto }] };
        Assert.Equal((DecisionMaker.Owner, 1), (alwaysAuto.Decide(new(0, 0, 0, 0, 0, 0), [drift]).Who, alwaysAuto.Decide(new(0, 0, 0, 0, 0, 0), [drift]).Quorum));
    }

    [Fact]
    public void Validate_EverythingWrong_IsListedAtOnce()
    {
        var wrong = new DecisionRights
        {
            Gates = new GateLimits { ChurnAtMost = 15, BacktestWorseBy = double.NaN, StabilityAtLeast = 2, DriftedDriversAtMost = -1 },
            Tiers = new Dictionary<string, IReadOnlyList<string>> { ["A"] = ["AX"], ["B"] = ["AX"] },
            Rights =
            [
                new() { Who = DecisionMaker.Auto, Quorum = 2, KeyAccountsMovedAtMost = 0 },
                new() { Who = DecisionMaker.Board, Quorum = 1 },
                new() { Who = DecisionMaker.Owner, Roles = ["a", "a"], MovedShareAtMost = 2 },
            ],
        };
        var found = wrong.Validate().Select(p => p.What).ToArray();
        string[] settings = ["gates.backtest_worse_by", "gates.stability_at_least", "gates.churn_at_most", "gates.drifted_drivers_at_most", "tiers", "key_accounts", "rights[0]", "rights[0].quorum", "rights[1].quorum", "rights[1] is without limits", "rights[2].roles", "rights[2].moved_share_at_most", "rights is ended by a line with limits"];
        Assert.All(settings.Except(["rights[0].quorum"]), s => Assert.Contains(found, f => f.Contains($"decision-rights: {s}", StringComparison.Ordinal)));
        Assert.All(wrong.Validate(), p => Assert.Equal("SEG-PROM-001", p.Code));
    }

    [Fact]
    public void Default_OnePersonDecidesOnEverything()
    {
        Assert.Empty(new DecisionRights().Validate());
        Assert.Equal("one person", new DecisionRights().Decide(new(0, 0, 0, 0, 0, 0), []).ToString());
    }
}
