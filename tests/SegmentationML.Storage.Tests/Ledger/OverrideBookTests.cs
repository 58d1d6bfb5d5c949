using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class OverrideBookTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly OverrideRights FourEyes = new() { FourEyes = true };
    private static readonly OverrideRequest Wanted = new() { Pipeline = "parts", Keys = ["4711", "a|b", "Ü \"x\""], Segment = "AX", Reason = "CONTRACT", Reference = "T-1", From = Day, To = Day.AddDays(30) };
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly Workspace _workspace;

    protected OverrideBookTests(string? ledger) => _workspace = Workspace.Open(_folder, new ManualClock(), ledger);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Add_ApproveAndEnd_ReadBackAsTheyWereAndLeaveEntries()
    {
        var asked = _workspace.Overrides.Add(Wanted, "maria", PeopleDirectory.Everyone, FourEyes);
        var other = _workspace.Overrides.Add(Wanted with { Keys = [], When = new Dictionary<string, IReadOnlyList<string>> { ["abc"] = ["A|B"], ["cv"] = [">= 1", "< 2"] } }, "maria", PeopleDirectory.Everyone, new OverrideRights());
        _workspace.Overrides.Decide(asked.Number, true, "olga", "fine", PeopleDirectory.Everyone, _ => FourEyes);
        var ended = _workspace.Overrides.End(asked.Number, Day.AddDays(3), "olga", "", PeopleDirectory.Everyone, _ => FourEyes);

        var read = _workspace.Overrides.List("parts");
        Assert.Equal([1, 2], read.Select(o => o.Number));
        Assert.Equal(Wanted.Keys, read[0].Request.Keys);
        Assert.Equal(Day.AddDays(3), read[0].Request.To);
        Assert.Equal([">= 1", "< 2"], read[1].Request.When["cv"]);
        Assert.Equal((ended.State, ended.DecidedBy, ended.Decided), (read[0].State, read[0].DecidedBy, read[0].Decided));
        Assert.Equal(OverrideState.Approved, other.State);
        Assert.Empty(_workspace.Overrides.List("lanes"));
        Assert.Equal(["override.requested", "override.added", "override.approved", "override.ended"], _workspace.Audit.Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
        Assert.DoesNotContain(_workspace.Audit.Find(new AuditFilter()), e => e.Facts.Contains("4711", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("UPDATE overrides SET state = 'refused'", "override ovr-1, state")]
    [InlineData("UPDATE overrides SET content = replace(content, 'AX', 'CZ')", "override ovr-1, content")]
    [InlineData("DELETE FROM overrides", "override ovr-1, ")]
    public void Verify_OverrideChangedByHand_IsFound(string sql, string what)
    {
        _workspace.Overrides.Add(Wanted, "maria", PeopleDirectory.Everyone, new OverrideRights());
        _workspace.Database.Write(connection => connection.Execute(sql));

        Assert.Contains(_workspace.Audit.Verify().Findings, p => p.Code == "SEG-AUD-007" && p.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public void Add_ThatClashesOrIsRefused_ChangesNothing()
    {
        _workspace.Overrides.Add(Wanted, "maria", PeopleDirectory.Everyone, new OverrideRights());

        Assert.Equal("SEG-OVR-011", Code(() => _workspace.Overrides.Add(Wanted with { Segment = "CZ" }, "maria", PeopleDirectory.Everyone, new OverrideRights())));
        Assert.Equal("SEG-OVR-010", Code(() => _workspace.Overrides.Decide(7, true, "olga", "", PeopleDirectory.Everyone, _ => FourEyes)));
        Assert.Equal("SEG-LEDG-002", Code(() => _workspace.Overrides.Add(Wanted with { Pipeline = "../../etc" }, "maria", PeopleDirectory.Everyone, new OverrideRights())));
        Assert.Equal("SEG-GOV-001", Code(() => _workspace.Overrides.Add(Wanted with { Keys = ["a\0b"] }, "maria", PeopleDirectory.Everyone, new OverrideRights())));
        Assert.Single(_workspace.Overrides.List(null));
        Assert.Single(_workspace.Audit.Find(new AuditFilter()));
    }

    private static string Code(Action action) => Assert.Single(Assert.Throws<ProblemException>(action).Problems).Code;
}
