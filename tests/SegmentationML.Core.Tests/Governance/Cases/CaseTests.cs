using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Tests.Governance.Cases;

public sealed class CaseTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> None = [];

    private static readonly PeopleDirectory People = new()
    {
        People = new Dictionary<string, Person>
        {
            ["maria"] = new() { Roles = ["owner"], Deputies = [new() { Person = "jonas", From = new DateOnly(2026, 12, 1), To = new DateOnly(2026, 12, 15) }] }, ["jonas"] = new() { Roles = ["planner"] },
        },
    };

    private static readonly WorkflowDefinition Challenge = new()
    {
        Name = "challenge", Start = "raised", Open = ["planner"],
        Fields = new Dictionary<string, WorkflowField> { ["entity"] = new() { Required = true }, ["answer"] = new() },
        States = new Dictionary<string, WorkflowState>
        {
            ["raised"] = new()
            {
                Deadline = new() { Days = 5, Then = "escalate" },
                Actions = new Dictionary<string, WorkflowAction>
                {
                    ["accept"] = new() { To = "closed", Roles = ["owner"], Requires = ["answer"], Evidence = 1, FourEyes = true, Decision = "accepted" }, ["escalate"] = new() { To = "escalated" },
                },
            },
            ["escalated"] = new() { Deadline = new() { Days = 3, Then = "lapse" }, Actions = new Dictionary<string, WorkflowAction> { ["lapse"] = new() { To = "closed", Decision = "lapsed" } } },
            ["closed"] = new() { Final = true },
        },
    };

    [Fact]
    public void Act_WithFieldEvidenceRoleAndWord_ClosesWithADecision()
    {
        var record = Opened().Attach(new CaseEvidence("contract.pdf", 12, new string('a', 64)), "jonas", Now, People)
            .Act("accept", new Dictionary<string, string> { ["answer"] = "right" }, "maria", "the rule is to change", Now.AddDays(1), People);

        Assert.True(record.IsClosed);
        Assert.Equal("accepted", record.Decision);
        Assert.Equal(["open", "attach", "accept"], record.Steps.Select(s => s.Action));
        Assert.Equal("owner", record.Steps[^1].Authority);
        Assert.Equal("SEG-CASE-004", Codes(() => record.Act("accept", None, "maria", "again", Now, People)));
    }

    [Fact]
    public void Act_WithEverythingMissing_SaysAllOfIt()
        => Assert.Equal("SEG-CASE-003 SEG-CASE-007 SEG-CASE-009 SEG-CASE-010", Codes(() => Opened().Act("accept", None, "jonas", "", Now, People)));

    [Fact]
    public void Act_Deputy_HasTheRoleOnlyWhileStandingIn()
    {
        var record = CaseRecord.Begin(1, "parts", Challenge with { Open = [] }, new Dictionary<string, string> { ["entity"] = "4711", ["answer"] = "right" }, "maria", Now, People)
            .Attach(new CaseEvidence("a", 1, "b"), "maria", Now, People);

        Assert.Equal("SEG-CASE-006", Codes(() => record.Act("accept", None, "jonas", "yes", Now, People)));
        Assert.Equal("owner, for maria", record.Act("accept", None, "jonas", "yes", new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), People).Steps[^1].Authority);
    }

    [Fact]
    public void At_DeadlinesPast_ActsWereTakenEachWhenItWasDue()
    {
        var record = Opened();

        Assert.Equal(Now.AddDays(5), record.Due);
        Assert.Equal("raised", record.At(Now.AddDays(5).AddMilliseconds(-1)).State);
        Assert.Equal(("escalated", Now.AddDays(5)), (record.At(Now.AddDays(5)).State, record.At(Now.AddDays(5)).Since));
        var late = record.At(Now.AddDays(300));
        Assert.Equal(("closed", Now.AddDays(8), "lapsed"), (late.State, late.Since, late.Decision));
        Assert.All(late.Steps.Skip(1), s => Assert.Equal(("segml", "deadline"), (s.By, s.Authority)));
        Assert.Same(late, late.At(Now.AddDays(400)));
    }

    [Theory]
    [InlineData("SEG-CASE-002", "nosuch", "x")]
    [InlineData("SEG-GOV-001", "answer", "a\u202Eb")]
    [InlineData("SEG-GOV-001", "answer", "a\0b")]
    public void Act_BadField_IsRefused(string code, string field, string value) => Assert.Contains(code, Codes(() => Opened().Act("accept", new Dictionary<string, string> { [field] = value }, "maria", "x", Now, People)), StringComparison.Ordinal);

    [Fact]
    public void Act_UnknownActionOrPersonOrField_IsRefused()
    {
        Assert.Equal("SEG-CASE-005", Codes(() => Opened().Act("fly", None, "maria", "x", Now, People)));
        Assert.Equal("SEG-CASE-006", Codes(() => CaseRecord.Begin(1, "parts", Challenge, new Dictionary<string, string> { ["entity"] = "1" }, "mallory", Now, People)));
        Assert.Equal("SEG-CASE-006", Codes(() => CaseRecord.Begin(1, "parts", Challenge, new Dictionary<string, string> { ["entity"] = "1" }, "maria", Now, People)));
        Assert.Equal("SEG-CASE-003", Codes(() => CaseRecord.Begin(1, "parts", Challenge, None, "jonas", Now, People)));
        Assert.Equal("SEG-CASE-008", Codes(() => Opened().Attach(new CaseEvidence("a", 1, "b"), "jonas", Now, People).Attach(new CaseEvidence("c", 1, "b"), "jonas", Now, People)));
    }

    [Fact]
    public void Validate_WholeDefinition_FindsNothing()
    {
        Assert.Empty(Challenge.Validate(null));
        Assert.Empty(Challenge.Validate(["owner", "planner"]));
        Assert.Contains("'planner', which nobody has", Assert.Single(Challenge.Validate(["owner"])).What, StringComparison.Ordinal);
    }

    public static TheoryData<string, WorkflowDefinition> Wrong => new()
    {
        { "no way leads to the state 'island'", With("island", new WorkflowState { Final = true }) },
        { "no way leads to a final one", With("escalated", new WorkflowState()) },
        { "which is no state", Challenge with { Start = "nowhere" } },
        { "which is no state", With("escalated", State("lapse", new WorkflowAction { To = "nowhere" })) },
        { "without a decision", With("escalated", State("lapse", new WorkflowAction { To = "closed" })) },
        { "not declared", With("escalated", State("lapse", new WorkflowAction { To = "closed", Decision = "x", Requires = ["nosuch"] })) },
        { "makes an override", With("escalated", State("lapse", new WorkflowAction { To = "closed", Decision = "x", Effect = CaseEffect.AddOverride })) },
        { "goes round in a circle", With("escalated", State("lapse", new WorkflowAction { To = "closed", Decision = "x" }, new WorkflowAction { To = "raised" })) },
        { "deadline of 'escalated'", With("escalated", State("lapse", new WorkflowAction { To = "closed", Decision = "x" }) with { Deadline = new() { Days = 0 } }) },
        { "deadline of 'escalated'", With("escalated", State("lapse", new WorkflowAction { To = "closed", Decision = "x" }) with { Deadline = new() { Days = 1, Then = "fly" } }) },
        { "has actions or a deadline", With("closed", State("lapse", new WorkflowAction { To = "closed", Decision = "x" }) with { Final = true }) },
        { "is no name", With("../../etc", new WorkflowState { Final = true }) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WrongDefinition_SaysWhat(string what, WorkflowDefinition definition)
        => Assert.Contains(definition.Validate(null), p => p.Code == "SEG-CASE-001" && p.What.Contains(what, StringComparison.Ordinal));

    private static CaseRecord Opened() => CaseRecord.Begin(1, "parts", Challenge, new Dictionary<string, string> { ["entity"] = "4711" }, "jonas", Now, People);

    private static WorkflowDefinition With(string name, WorkflowState state) => Challenge with { States = new Dictionary<string, WorkflowState>(Challenge.States) { [name] = state } };

    private static WorkflowState State(string verb, WorkflowAction action, WorkflowAction? byTime = null)
    {
        var actions = new Dictionary<string, WorkflowAction> { [verb] = action };
        if (byTime is not null)
        {
            actions["back"] = byTime;
        }

        return new WorkflowState { Actions = actions, Deadline = byTime is null ? null : new() { Days = 1, Then = "back" } };
    }

    private static string Codes(Action action) => string.Join(' ', Assert.Throws<ProblemException>(action).Problems.Select(p => p.Code));
}
