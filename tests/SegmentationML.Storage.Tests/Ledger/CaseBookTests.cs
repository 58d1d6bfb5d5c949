using SegmentationML.Core;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class CaseBookTests : IDisposable
{
    private static readonly Dictionary<string, string> None = [];
    private static readonly Dictionary<string, string> Wanted = new() { ["entity"] = "4711", ["segment"] = "AX", ["reason"] = "CONTRACT", ["from"] = "2026-12-01", ["to"] = "2027-01-01" };

    private static readonly WorkflowDefinition Request = new()
    {
        Name = "override-request", Start = "requested",
        Fields = Wanted.Keys.ToDictionary(f => f, _ => new WorkflowField { Required = true }),
        States = new Dictionary<string, WorkflowState>
        {
            ["requested"] = new()
            {
                Deadline = new() { Days = 14, Then = "lapse" },
                Actions = new Dictionary<string, WorkflowAction>
                {
                    ["approve"] = new() { To = "approved", FourEyes = true, Decision = "approved", Effect = CaseEffect.AddOverride }, ["lapse"] = new() { To = "lapsed", Decision = "lapsed" },
                },
            },
            ["approved"] = new() { Final = true },
            ["lapsed"] = new() { Final = true },
        },
    };

    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected CaseBookTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, ledger);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Act_ThatApproves_MakesTheOverrideAndReadsBack()
    {
        var opened = _workspace.Cases.Open("parts", Request, Wanted, "jonas", PeopleDirectory.Everyone);
        _workspace.Cases.Attach(opened.Number, new CaseEvidence("contract.pdf", 12, new string('a', 64)), "jonas", PeopleDirectory.Everyone);
        _workspace.Cases.Act(opened.Number, "approve", None, "maria", "agreed", PeopleDirectory.Everyone, _ => { });

        var read = _workspace.Cases.Get(1);
        Assert.Equal(("approved", "approved", true), (read.State, read.Decision, read.IsClosed));
        Assert.Equal(Wanted, read.Fields);
        Assert.Equal("contract.pdf", Assert.Single(read.Evidence).Name);
        Assert.Equal(CaseEffect.AddOverride, read.Workflow.States["requested"].Actions["approve"].Effect);
        var made = Assert.Single(_workspace.Overrides.List("parts"));
        Assert.Equal((OverrideState.Approved, "jonas", "maria", "case-1"), (made.State, made.RequestedBy, made.DecidedBy, made.Request.Reference));
        Assert.Equal(["case.opened", "case.attached", "override.added", "case.closed"], _workspace.Audit.Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
        Assert.Empty(_workspace.Cases.List("parts", onlyOpen: true));
    }

    [Fact]
    public void Act_WhoseOverrideIsRefused_LeavesTheCaseAsItWas()
    {
        _workspace.Cases.Open("parts", Request, Wanted, "jonas", PeopleDirectory.Everyone);

        Assert.Throws<ProblemException>(() => _workspace.Cases.Act(1, "approve", None, "maria", "agreed", PeopleDirectory.Everyone, _ => throw new ProblemException(new Problem("SEG-OVR-012", "no segment", "x"))));
        Assert.Equal("SEG-CASE-011", Code(() => _workspace.Cases.Act(1, "approve", new Dictionary<string, string> { ["to"] = "0001-13-99" }, "maria", "agreed", PeopleDirectory.Everyone, _ => { })));
        Assert.Equal("SEG-CASE-009", Code(() => _workspace.Cases.Act(1, "approve", None, "jonas", "agreed", PeopleDirectory.Everyone, _ => { })));

        Assert.Equal("requested", _workspace.Cases.Get(1).State);
        Assert.Empty(_workspace.Overrides.List(null));
        Assert.Single(_workspace.Audit.Find(new AuditFilter()));
    }

    [Fact]
    public void Tick_AfterTheDeadline_RecordsWhatTimeDidOnce()
    {
        _workspace.Cases.Open("parts", Request, Wanted, "jonas", PeopleDirectory.Everyone);
        Assert.Empty(_workspace.Cases.Tick());
        _clock.Now = _clock.Now.AddDays(20);
        Assert.Equal("lapsed", _workspace.Cases.Get(1).State);

        Assert.Equal("lapsed", Assert.Single(_workspace.Cases.Tick()).State);
        Assert.Empty(_workspace.Cases.Tick());
        Assert.Equal(["case.opened", "case.closed"], _workspace.Audit.Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Theory]
    [InlineData("UPDATE cases SET state = 'approved'")]
    [InlineData("UPDATE cases SET content = replace(content, 'jonas', 'eve')")]
    [InlineData("DELETE FROM cases")]
    public void Verify_CaseChangedByHand_IsFound(string sql)
    {
        _workspace.Cases.Open("parts", Request, Wanted, "jonas", PeopleDirectory.Everyone);
        _workspace.Database.Write(connection => connection.Execute(sql));

        Assert.Contains(_workspace.Audit.Verify().Findings, p => p.Code == "SEG-AUD-007" && p.What.StartsWith("case case-1, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_OrGet_OfWhatIsNot_IsRefused()
    {
        Assert.Equal("SEG-CASE-012", Code(() => _workspace.Cases.Get(7)));
        Assert.Equal("SEG-LEDG-002", Code(() => _workspace.Cases.Open("..", Request, Wanted, "jonas", PeopleDirectory.Everyone)));
    }

    private static string Code(Action action) => Assert.Single(Assert.Throws<ProblemException>(action).Problems).Code;
}
