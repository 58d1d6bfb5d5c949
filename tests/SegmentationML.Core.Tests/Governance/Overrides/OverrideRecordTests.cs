using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;

namespace SegmentationML.Core.Tests.Governance.Overrides;

public sealed class OverrideRecordTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 12, 1);
    private static readonly OverrideRights FourEyes = new() { Request = ["planner"], Approve = ["owner"], FourEyes = true };
    private static readonly OverrideRequest Wanted = new() { Pipeline = "parts", Keys = ["4711"], Segment = "AX", Reason = "CONTRACT", From = Day, To = Day.AddDays(30) };

    private static readonly PeopleDirectory People = new()
    {
        People = new Dictionary<string, Person> { ["maria"] = new() { Roles = ["owner", "planner"] }, ["jonas"] = new() { Roles = ["planner"] }, ["olga"] = new() { Roles = ["owner"] } },
    };

    [Fact]
    public void Open_WithoutRights_IsApprovedAtOnceAndSaysThatNobodyWasChecked()
    {
        var record = OverrideRecord.Open(1, Wanted, "anybody", Now, PeopleDirectory.Everyone, new OverrideRights());

        Assert.Equal((OverrideState.Approved, "anybody"), (record.State, record.DecidedBy));
        Assert.Contains("no people.yaml", record.Authority, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ByOneWhoMayAskOnly_WaitsForApproval()
    {
        var record = OverrideRecord.Open(1, Wanted, "jonas", Now, People, FourEyes with { FourEyes = false });

        Assert.Equal(OverrideState.Requested, record.State);
        Assert.Equal((OverrideState.Approved, "owner"), (record.Decide(true, "olga", "", Now, People, FourEyes).State, record.Decide(true, "olga", "", Now, People, FourEyes).Authority));
        Assert.Equal("SEG-OVR-005", Code(() => record.Decide(true, "jonas", "", Now, People, FourEyes)));
    }

    [Fact]
    public void Decide_WithFourEyes_TakesAnotherPerson()
    {
        var record = OverrideRecord.Open(1, Wanted, "maria", Now, People, FourEyes);

        Assert.Equal(OverrideState.Requested, record.State);
        Assert.Equal("SEG-OVR-007", Code(() => record.Decide(true, "maria", "", Now, People, FourEyes)));
        Assert.Equal(OverrideState.Approved, record.Decide(true, "olga", "", Now, People, FourEyes).State);
    }

    [Fact]
    public void Decide_Refusal_NeedsAWordAndIsFinal()
    {
        var record = OverrideRecord.Open(1, Wanted, "jonas", Now, People, FourEyes);

        Assert.Equal("SEG-OVR-008", Code(() => record.Decide(false, "olga", "", Now, People, FourEyes)));
        var refused = record.Decide(false, "olga", "no contract found", Now, People, FourEyes);
        Assert.Equal("SEG-OVR-006", Code(() => refused.Decide(true, "olga", "", Now, People, FourEyes)));
        Assert.Equal("SEG-OVR-006", Code(() => refused.End(Day, "olga", "", Now, People, FourEyes)));
    }

    [Fact]
    public void Open_ByANameThatIsNotListed_IsRefused()
        => Assert.Equal("SEG-OVR-005", Code(() => OverrideRecord.Open(1, Wanted, "mallory", Now, People, new OverrideRights())));

    [Fact]
    public void End_Early_MovesTheEndDownOnly()
    {
        var record = OverrideRecord.Open(1, Wanted, "maria", Now, People, new OverrideRights());

        Assert.Equal(Day.AddDays(5), record.End(Day.AddDays(5), "maria", "", Now, People, new OverrideRights()).Request.To);
        Assert.Equal(Day, record.End(Day.AddDays(-5), "maria", "", Now, People, new OverrideRights()).Request.To);
        Assert.Equal("SEG-OVR-009", Code(() => record.End(Day.AddDays(31), "maria", "", Now, People, new OverrideRights())));
    }

    [Fact]
    public void Open_LongerThanTheModelAllows_IsRefused()
    {
        Assert.Equal("SEG-OVR-004", Code(() => OverrideRecord.Open(1, Wanted, "maria", Now, People, new OverrideRights { LongestDays = 29 })));
        Assert.Equal(OverrideState.Approved, OverrideRecord.Open(1, Wanted, "maria", Now, People, new OverrideRights { LongestDays = 30 }).State);
    }

    [Fact]
    public void Validate_EverythingWrong_IsListedAtOnce()
    {
        var wrong = new OverrideRequest { Pipeline = "parts", Keys = ["a\0", "b", "b", new string('x', 301)], Segment = "", Reason = "\u202ECONTRACT", Reference = " x", From = Day, To = Day };

        Assert.Equal(["SEG-GOV-001", "SEG-GOV-001", "SEG-GOV-001", "SEG-GOV-001", "SEG-GOV-001", "SEG-OVR-002", "SEG-OVR-003"], wrong.Validate().Select(p => p.Code));
        Assert.Equal("SEG-OVR-002", Assert.Single((Wanted with { Keys = [] }).Validate()).Code);
        Assert.Equal("SEG-OVR-002", Assert.Single((Wanted with { Keys = [.. Enumerable.Range(0, 10_001).Select(i => $"{i}")] }).Validate()).Code);
    }

    [Theory]
    [InlineData("AY", 0, 30, "4711")]
    [InlineData("AY", 29, 60, "4711")]
    [InlineData("AY", 30, 60, null)]
    [InlineData("AX", 0, 30, null)]
    public void ClashesWith_OtherSegmentOnACommonDay_NamesTheKey(string segment, int from, int to, string? key)
        => Assert.Equal(key, Wanted.ClashesWith(Wanted with { Segment = segment, Keys = ["1", "4711"], From = Day.AddDays(from), To = Day.AddDays(to) }));

    private static string Code(Action action) => Assert.Single(Assert.Throws<ProblemException>(action).Problems).Code;
}
