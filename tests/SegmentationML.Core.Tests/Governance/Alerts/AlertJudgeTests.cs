using SegmentationML.Core.Governance.Alerts;

namespace SegmentationML.Core.Tests.Governance.Alerts;

public sealed class AlertJudgeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private static readonly PipelineFacts Quiet = new() { Pipeline = "shop", Version = 3, LastRun = new LastRun("r", "published", Now, null), LastGood = Now, IsScheduled = true };
    private static readonly VersionObservation Calm = new(3, 2, 1_000, 0.05, 0.15, [], 0.9, 0.9, [new(0.1, 100)]);

    [Fact]
    public void NothingWrong_FindsNothing() => Assert.Empty(Judge(Quiet with { Observation = Seen(Calm) }));

    [Fact]
    public void EachKind_IsFoundWithItsSizeAndWhatToDo()
    {
        var loud = Quiet with
        {
            LastRun = new LastRun("r", "failed", Now.AddHours(-1), "SEG-ING-001: no file."), LastGood = Now.AddDays(-9), Due = Now.AddMinutes(-61),
            Overrides = [new EndingOverride("ovr-1", "AX", 2, new DateOnly(2026, 11, 29)), new EndingOverride("ovr-2", "AX", 2, new DateOnly(2026, 11, 30))],
            Observation = new RunObservation("shop", "r", "quarantine", 12, "", Calm with { Churn = 0.2, Drifted = [new("cv", 0.31, 0.04)], Rmsse = 0.99, Near = [new(0.1, 251)] }),
        };
        var found = Judge(loud);
        Assert.Equal(
            ["drift", "churn", "accuracy", "contract", "freshness", "boundary", "run-failed", "run-late", "override-expiring"],
            found.Select(f => f.Labels["kind"]));
        Assert.All(found, f => Assert.True(f.What.Length > 0 && f.Size.Length > 0 && f.Todo.Length > 0 && f.Link.StartsWith("/api/v1/", StringComparison.Ordinal)));
        Assert.Equal("PSI 0.31; chance alone stays below 0.04", found[0].Size);
        Assert.Equal("20.0 % of the common entities; the limit is 15.0 %", found[1].Size);
        Assert.Equal("RMSSE 0.99 after 0.9: 10.0 % more; the limit is 5.0 %", found[2].Size);
        Assert.Equal("ovr-1", found[^1].Labels["override"]); // Seven days ahead are near, eight are not.
    }

    [Fact]
    public void Limits_AreReachedWithoutAnAlert_AndPassedWithOne()
    {
        Assert.Empty(Judge(Quiet with { Observation = Seen(Calm with { Churn = 0.15 }) }));
        Assert.Single(Judge(Quiet with { Observation = Seen(Calm with { Churn = 0.1501 }) }));
        Assert.Empty(Judge(Quiet with { LastGood = Now.AddDays(-8) }));
        Assert.Empty(Judge(Quiet with { Observation = Seen(Calm with { Near = [new(0.1, 250)] }) }));
    }

    [Fact]
    public void RolledBackVersion_CountsNoMore_ACandidateDoes()
    {
        var observation = Seen(Calm with { Churn = 0.5 });
        Assert.Empty(Judge(Quiet with { Version = 4, Observation = observation }));
        Assert.Single(Judge(Quiet with { Version = 2, Observation = observation }));
    }

    [Fact]
    public void BlockedRun_IsCritical_AndALaterGoodRunEndsIt()
    {
        var finding = Assert.Single(Judge(Quiet with { Observation = new RunObservation("shop", "r", "block", 0, "SEG-CONT-1: no.", null) }));
        Assert.Equal(("contract", "critical"), (finding.Labels["kind"], finding.Labels["severity"]));
        Assert.Empty(Judge(Quiet with { Observation = Seen(Calm).After(new RunObservation("shop", "q", "block", 0, "no", null)) }));
    }

    [Fact]
    public void RunThatPublishedNothing_LeavesWhatWasSeenOfTheVersion()
    {
        var later = new RunObservation("shop", "s", "pass", 0, "", null).After(Seen(Calm with { Churn = 0.5 }));
        Assert.Equal("churn", Assert.Single(Judge(Quiet with { Observation = later })).Labels["kind"]);
    }

    [Fact]
    public void Rules_TheFirstThatFitsHolds_OthersHaveTheDefault()
    {
        AlertRule[] rules =
        [
            new() { Kind = AlertKind.Churn, Pipelines = ["shop"], Above = 0.6, Severity = AlertSeverity.Critical, Labels = new Dictionary<string, string> { ["team"] = "planning" }, Todo = "Call Anna." },
            new() { Kind = AlertKind.Churn, Off = true },
        ];
        Assert.Empty(AlertJudge.Judge(rules, Quiet with { Observation = Seen(Calm with { Churn = 0.5 }) }, Now));
        var finding = Assert.Single(AlertJudge.Judge(rules, Quiet with { Observation = Seen(Calm with { Churn = 0.7 }) }, Now));
        Assert.Equal(("critical", "planning", "Call Anna."), (finding.Labels["severity"], finding.Labels["team"], finding.Todo));
        Assert.Empty(AlertJudge.Judge(rules, Quiet with { Pipeline = "depot", Observation = Seen(Calm with { Churn = 0.9 }) }, Now));
        Assert.Single(AlertJudge.Judge(rules, Quiet with { Observation = Seen(Calm with { Rmsse = 2 }) }, Now));
    }

    [Fact]
    public void Freshness_ByDefaultWatchesCalendarsOnly()
        => Assert.Empty(Judge(Quiet with { IsScheduled = false, LastGood = Now.AddDays(-100) }));

    [Fact]
    public void Fingerprint_RestsOnTheLabelsAlone_InAnyOrder_AndTellsThemApart()
    {
        static string Of(params (string, string)[] labels) => AlertLabels.Fingerprint(labels.ToDictionary(l => l.Item1, l => l.Item2));
        Assert.Equal(Of(("a", "1"), ("b", "2")), Of(("b", "2"), ("a", "1"), ("c", "")));
        Assert.NotEqual(Of(("a", "1b")), Of(("a", "1"), ("b", "")));
        Assert.NotEqual(Of(("ab", "c")), Of(("a", "bc")));
    }

    private static RunObservation Seen(VersionObservation version) => new("shop", "r", "pass", 0, "", version);

    private static IReadOnlyList<AlertFinding> Judge(PipelineFacts facts) => AlertJudge.Judge([], facts, Now);
}
