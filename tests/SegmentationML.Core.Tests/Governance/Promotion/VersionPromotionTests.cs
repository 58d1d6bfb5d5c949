using SegmentationML.Core.Governance.People;
using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Tests.Governance.Promotion;

public sealed class VersionPromotionTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);
    private static readonly GateEvidence Passed = new(PromotionGate.Churn, GateOutcome.Passed, 0.05, 0.15, "5.0 % move, at most 15.0 % may.", Advisory: false);
    private static readonly GateEvidence Failed = new(PromotionGate.Churn, GateOutcome.Failed, 0.3, 0.15, "30.0 % move, at most 15.0 % may.", Advisory: false);
    private static readonly PeopleDirectory People = new()
    {
        People = new Dictionary<string, Person>
        {
            ["alice"] = new() { Roles = ["owner"], Deputies = [new() { Person = "frank", From = new(2026, 11, 1), To = new(2026, 12, 1) }] },
            ["bob"] = new() { Roles = ["owner", "finance"] },
            ["carol"] = new() { Roles = ["planning"], Deputies = [new() { Person = "erin", From = new(2026, 11, 1), To = new(2026, 11, 22) }] },
            ["dora"] = new(),
            ["erin"] = new(),
            ["frank"] = new(),
            ["Bob"] = new() { Roles = ["finance"] },
            ["ALICE"] = new() { Roles = ["owner"] },
        },
    };

    private static readonly RequiredDecision Nobody = new(DecisionMaker.Auto, [], 0, []);
    private static readonly RequiredDecision Owner = new(DecisionMaker.Owner, ["owner"], 1, []);
    private static readonly RequiredDecision Board = new(DecisionMaker.Board, ["finance", "planning"], 2, []);

    [Fact]
    public void Propose_AcceptedByRule_IsApprovedAtOnce()
    {
        var promotion = Candidate(Nobody).Propose(3, [Passed], Nobody, "alice", People, "", Now);
        Assert.Equal((PromotionState.Approved, "rule"), (promotion.State, promotion.Entries[^1].Actor));
        Assert.True(promotion.IsDecided);
    }

    [Fact]
    public void Propose_FailedGate_IsRefusedAndNamesTheGate()
    {
        var refusal = Refused(() => Candidate(Owner).Propose(3, [Passed, Failed], Owner, "alice", People, "", Now), "SEG-PROM-002");
        Assert.Contains("gate 'churn': 30.0 % move", refusal.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_FailedAdvisoryGate_IsNotRefused()
        => Assert.Equal(PromotionState.Review, Candidate(Owner).Propose(3, [Failed with { Advisory = true }], Owner, "alice", People, "", Now).State);

    [Fact]
    public void Approve_ByOwner_IsApproved()
    {
        var promotion = Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, "new cuts", Now).Approve("bob", People, "fine", Now);
        Assert.Equal(PromotionState.Approved, promotion.State);
        Assert.Equal(["published alice Candidate", "proposed alice Review", "approved bob Approved"], promotion.Entries.Select(e => $"{e.Action} {e.Actor} {e.State}"));
    }

    [Theory]
    [InlineData("alice")]
    [InlineData("ALICE")]
    public void Approve_ByTheProposer_IsRefused(string person)
        => Refused(() => Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, "", Now).Approve(person, People, "", Now), "SEG-PROM-004");

    [Fact]
    public void Approve_WithoutTheRole_IsRefused()
    {
        var review = Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, "", Now);
        Refused(() => review.Approve("erin", People, "", Now), "SEG-PROM-005");
        Refused(() => review.Approve("carol", People, "", Now), "SEG-PROM-005");
        Refused(() => review.Approve("nobody", People, "", Now), "SEG-PROM-005");
        Assert.Equal("owner", review.Approve("bob", People, "", Now).Entries[^1].Authority);
    }

    [Fact]
    public void Approve_ByTheProposersDeputy_IsNoSecondPairOfEyes()
    {
        var review = Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, "", Now);
        Refused(() => review.Approve("frank", People, "", Now), "SEG-PROM-004");
        Assert.Equal("owner, for alice", Candidate(Owner).Propose(3, [Passed], Owner, "bob", People, "", Now).Approve("frank", People, "", Now).Entries[^1].Authority);
    }

    [Fact]
    public void Approve_ByADeputyWhoseTimeIsOver_IsRefused()
    {
        var review = Candidate(Board).Propose(3, [Passed], Board, "alice", People, "", Now);
        Refused(() => review.Approve("erin", People, "", Now), "SEG-PROM-005");
        Assert.Equal("planning, for carol", review.Approve("erin", People, "", Now.AddDays(-1)).Entries[^1].Authority);
    }

    [Fact]
    public void Approve_WithoutPeopleFile_TheRecordSaysThatRightsWereNotChecked()
        => Assert.Equal(
            "no people.yaml: everyone has every role",
            Candidate(Owner).Propose(3, [Passed], Owner, "x", PeopleDirectory.Everyone, "", Now).Approve("y", PeopleDirectory.Everyone, "", Now).Entries[^1].Authority);

    [Fact]
    public void Propose_ByAStranger_IsRefused()
        => Refused(() => Candidate(Owner).Propose(3, [Passed], Owner, "nobody", People, "", Now), "SEG-PROM-011");

    [Fact]
    public void Approve_Board_TakesAsManyDifferentPersonsAsTheQuorum()
    {
        var review = Candidate(Board).Propose(3, [Passed], Board, "alice", People, "", Now).Approve("bob", People, "", Now);
        Assert.Equal(PromotionState.Review, review.State);
        Refused(() => review.Approve("Bob", People, "", Now), "SEG-PROM-006");
        Assert.Equal(PromotionState.Approved, review.Approve("carol", People, "", Now).State);
    }

    [Fact]
    public void Propose_Again_AsksEveryoneAnew()
    {
        var again = Candidate(Board).Propose(3, [Passed], Board, "alice", People, "", Now).Approve("bob", People, "", Now).Propose(3, [Passed], Board, "dora", People, "", Now);
        Assert.Empty(again.Approvals);
        Assert.Equal("dora", again.Proposer);
        Assert.Equal(PromotionState.Review, again.Approve("bob", People, "", Now).State);
    }

    [Fact]
    public void Reject_TakesAReasonAndARight_AndTheProposerMayWithdraw()
    {
        var review = Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, "", Now);
        Refused(() => review.Reject("bob", People, "", Now), "SEG-PROM-009");
        Refused(() => review.Reject("erin", People, "no", Now), "SEG-PROM-005");
        Assert.Equal(PromotionState.Retired, review.Reject("alice", People, "withdrawn", Now).State);
        Assert.Equal(PromotionState.Review, review.Reject("bob", People, "no", Now).Propose(3, [Passed], Owner, "alice", People, "mended", Now).State);
    }

    [Fact]
    public void Acts_InAWrongState_AreRefused()
    {
        var candidate = Candidate(Owner);
        Refused(() => candidate.Approve("bob", People, "", Now), "SEG-PROM-003");
        var live = candidate.Propose(3, [Passed], Owner, "alice", People, "", Now).Approve("bob", People, "", Now).GoLive("bob", "", Now);
        Refused(() => live.Approve("carol", People, "", Now), "SEG-PROM-003");
        Refused(() => live.Reject("carol", People, "no", Now), "SEG-PROM-003");
        var retired = live.Retire("dora", "Version 5 took its place.", Now);
        var refusal = Refused(() => retired.Propose(3, [Passed], Owner, "alice", People, "", Now), "SEG-PROM-003");
        Assert.Contains("segml model rollback parts --to 4", refusal.Fix, StringComparison.Ordinal);
        Assert.Same(retired, retired.Retire("dora", "again", Now));
        Assert.Same(live, live.GoLive("bob", "again", Now));
    }

    [Fact]
    public void RequireBase_AnotherVersionInUse_IsRefused()
    {
        Candidate(Owner).RequireBase(3);
        Refused(() => { Candidate(Owner).RequireBase(5); return null!; }, "SEG-PROM-007");
    }

    [Theory]
    [InlineData("", "SEG-GOV-001")]
    [InlineData("a\nb", "SEG-GOV-001")]
    [InlineData("ali\u202Ece", "SEG-GOV-001")]
    [InlineData("rule", "SEG-PROM-008")]
    public void Propose_ByNobody_IsRefused(string person, string code)
        => Refused(() => Candidate(Owner).Propose(3, [Passed], Owner, person, People, "", Now), code);

    [Fact]
    public void Propose_EndlessReason_IsRefused()
        => Refused(() => Candidate(Owner).Propose(3, [Passed], Owner, "alice", People, new string('x', 4001), Now), "SEG-GOV-001");

    private static VersionPromotion Candidate(RequiredDecision required) => VersionPromotion.Open("parts", 4, 3, [Passed], required, "alice", Now);

    private static Problem Refused(Func<VersionPromotion> act, string code)
    {
        var problem = Assert.Single(Assert.Throws<ProblemException>(act).Problems);
        Assert.Equal(code, problem.Code);
        return problem;
    }
}
