using SegmentationML.Core.Governance.Alerts;

namespace SegmentationML.Core.Tests.Governance.Alerts;

/// <summary>The order of Alertmanager: deduplicate, group, route, silence, inhibit, repeat, resolved notice.</summary>
public sealed class AlertBoardTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);
    private readonly List<AlertNotice> _told = [];
    private AlertPolicy _policy = new() { ResolveAfterMinutes = 0 };
    private AlertBoard _board = AlertBoard.Empty;
    private IReadOnlyList<AlertSilence> _silences = [];
    private DateTimeOffset _now = Start;

    [Fact]
    public void Finding_SeenTwiceAndAgain_IsOneAlertToldOnce()
    {
        Look(0, Found("drift", "shop"), Found("drift", "shop"));
        Assert.Empty(_told); // The group waits half a minute for more.
        Look(30, Found("drift", "shop"));
        Look(600, Found("drift", "shop"));
        var notice = Assert.Single(_told);
        Assert.Equal((AlertNoticeCause.New, 1, Start), (notice.Cause, notice.Firing.Count, Assert.Single(notice.Firing).Since));
        Assert.Single(_board.Alerts);
    }

    [Fact]
    public void Findings_OfOnePipeline_AreToldTogether_OfAnotherApart()
    {
        Look(0, Found("drift", "shop"), Found("churn", "shop"), Found("drift", "depot"));
        Look(30, Found("drift", "shop"), Found("churn", "shop"), Found("drift", "depot"));
        Assert.Equal([("depot", 1), ("shop", 2)], _told.Select(n => (n.Labels["pipeline"], n.Firing.Count)));
    }

    [Fact]
    public void Finding_ThatJoinsAGroup_WaitsForItsInterval()
    {
        Look(0, Found("drift", "shop"));
        Look(30, Found("drift", "shop"));
        Look(60, Found("drift", "shop"), Found("churn", "shop"));
        Assert.Single(_told);
        Look(330, Found("drift", "shop"), Found("churn", "shop"));
        Assert.Equal(2, _told[1].Firing.Count);
    }

    [Fact]
    public void Alert_ThatIsOver_IsToldOnceToWhoWasToldThatItFires()
    {
        Look(0, Found("drift", "shop"));
        Look(30, Found("drift", "shop"));
        Look(330);
        Look(5_000);
        Assert.Equal([AlertNoticeCause.New, AlertNoticeCause.Resolved], _told.Select(n => n.Cause));
        Assert.Equal((0, 1), (_told[1].Firing.Count, _told[1].Resolved.Count));
        Look(100_000); // A day later it is forgotten, and its group after one more interval.
        Look(100_400);
        Assert.Equal((0, 0), (_board.Alerts.Count, _board.Groups.Count));
    }

    [Fact]
    public void Alert_OverBeforeTheGroupWasTold_IsNeverTold()
    {
        Look(0, Found("drift", "shop"));
        Look(10);
        Look(30);
        Look(5_000);
        Assert.Empty(_told);
    }

    [Fact]
    public void Alert_ThatStays_IsRepeatedAfterADay()
    {
        for (var minute = 0; minute <= 49 * 60; minute++)
        {
            Look(minute * 60, Found("drift", "shop"));
        }

        Assert.Equal([AlertNoticeCause.New, AlertNoticeCause.Repeat, AlertNoticeCause.Repeat], _told.Select(n => n.Cause));
        Assert.True(_told[1].Time - _told[0].Time >= TimeSpan.FromHours(24));
    }

    [Fact]
    public void Silence_KeepsAnAlertUntold_AndItsEndTellsIt()
    {
        _silences = [new AlertSilence { Number = 1, Matchers = ["kind = drift"], From = Start, To = Start.AddHours(2), By = "anna", Reason = "known" }];
        Look(0, Found("drift", "shop"));
        Look(3_600, Found("drift", "shop"));
        Assert.Empty(_told);
        Assert.Equal(AlertState.Silenced, Assert.Single(_board.States(_policy, _silences, _now)).Value);
        Look(7_300, Found("drift", "shop"));
        Assert.Single(_told);
    }

    [Fact]
    public void Silence_OverAnAlertThatWasTold_ItsEndIsToldAfterTheSilence()
    {
        Look(0, Found("drift", "shop"));
        Look(30, Found("drift", "shop"));
        _silences = [new AlertSilence { Number = 1, Matchers = ["pipeline =~ s.*"], From = Start, To = Start.AddHours(2), By = "anna", Reason = "known" }];
        Look(3_600);
        Assert.Single(_told);
        Look(7_500);
        Assert.Equal(AlertNoticeCause.Resolved, _told[1].Cause);
    }

    [Fact]
    public void Inhibition_HidesTheTargetOfTheSamePipelineOnly_AndNeverItself()
    {
        _policy = _policy with { Inhibit = [new AlertInhibition { Source = ["kind =~ run-failed|drift"], Target = ["kind =~ drift|churn"] }] };
        AlertFinding[] found = [Found("run-failed", "shop"), Found("drift", "shop"), Found("churn", "shop"), Found("drift", "depot")];
        Look(0, found);
        Look(30, found);
        Assert.Equal(["drift", "run-failed"], _told.SelectMany(n => n.Firing).Select(a => a.Labels["kind"]).Order());
        Look(400, found[1..]); // The failed run is over: what it hid is told; drift meets both sides and hides churn still.
        Assert.Equal(["drift"], _told[^1].Firing.Select(a => a.Labels["kind"]));
        Assert.Equal(["run-failed"], _told[^1].Resolved.Select(a => a.Labels["kind"]));
    }

    [Fact]
    public void Route_TheFirstChildThatFitsTakesIt_ContinueOffersItFurther()
    {
        _policy = _policy with
        {
            Receivers = [new() { Name = "all" }, new() { Name = "duty" }, new() { Name = "planning" }],
            Route = new AlertRoute
            {
                Receiver = "all", GroupWaitSeconds = 0,
                Routes = [new() { Matchers = ["severity = critical"], Receiver = "duty", Continue = true }, new() { Matchers = ["pipeline = shop"], Receiver = "planning", Routes = [new() { Matchers = ["kind = drift"], GroupBy = ["..."] }] }],
            },
        };
        Assert.Empty(_policy.Validate());
        Look(0, Found("run-failed", "shop", "critical"), Found("drift", "shop"), Found("churn", "depot"));
        Assert.Equal([("all", "churn"), ("duty", "run-failed"), ("planning", "drift"), ("planning", "run-failed")], _told.Select(n => (n.Receiver, n.Firing[0].Labels["kind"])).Order());
    }

    [Fact]
    public void Pipeline_ThatWasNotLookedAt_KeepsItsAlerts()
    {
        Look(0, Found("drift", "shop"));
        var step = _board.Step(_policy, [], _ => false, [], Start.AddHours(3));
        Assert.True(Assert.Single(step.Board.Alerts).IsFiring);
    }

    [Fact]
    public void Receiver_WithoutResolvedNotices_HearsOfNewAlertsOnly()
    {
        _policy = _policy with { Receivers = [new() { Name = "default", Resolved = false }] };
        Look(0, Found("drift", "shop"));
        Look(30, Found("drift", "shop"));
        Look(5_000);
        Assert.Single(_told);
        Assert.Empty(_board.Groups.SelectMany(g => g.Firing));
    }

    [Fact]
    public void Alert_ThatComesAndGoesEveryTwelveMinutesForADay_IsToldAHandfulOfTimes()
    {
        _policy = _policy with { ResolveAfterMinutes = 10 };
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Look(minute * 60, minute % 12 == 0 ? [Found("drift", "shop")] : []);
        }

        Assert.InRange(_told.Count, 1, 4);
    }

    [Fact]
    public void Clock_SetBack_DelaysANoticeByNoMoreThanAnInterval()
    {
        Look(0, Found("drift", "shop"));
        Look(30, Found("drift", "shop"));
        _now = Start.AddDays(-30);
        Assert.Empty(StepHere([Found("drift", "shop"), Found("churn", "shop")]));
        _now += TimeSpan.FromMinutes(6);
        Assert.Single(StepHere([Found("drift", "shop"), Found("churn", "shop")]));
    }

    /// <summary>Any story: what was told as firing is told as over once, nothing is told twice in a row, and a board that is kept through restarts tells the same as one that never stopped.</summary>
    [Fact]
    public void AnyStory_TellsEachBeginningAndEndOnce_WhateverStopsInBetween()
    {
        string[] kinds = ["drift", "churn", "run-failed", "freshness"];
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var policy = _policy with { ResolveAfterMinutes = random.Next(0, 20), Route = new AlertRoute { Receiver = "default", GroupBy = random.Next(2) == 0 ? ["pipeline"] : ["..."], GroupWaitSeconds = random.Next(0, 90), GroupIntervalMinutes = random.Next(1, 12), RepeatHours = 24 } };
            var (board, present, firing) = (AlertBoard.Empty, new HashSet<(string, string)>(), new Dictionary<string, HashSet<string>>());
            var lastOf = new Dictionary<string, DateTimeOffset>();
            var silence = new AlertSilence { Number = 1, Matchers = ["kind = churn"], From = Start.AddHours(1), To = Start.AddHours(3), By = "anna", Reason = "known" };
            for (var minute = 0; minute < 8 * 60; minute += random.Next(1, 4))
            {
                var now = Start.AddMinutes(minute);
                if (random.Next(3) == 0 && minute < 5 * 60)
                {
                    var one = (kinds[random.Next(kinds.Length)], random.Next(2) == 0 ? "shop" : "depot");
                    _ = present.Remove(one) || present.Add(one);
                }

                if (minute >= 5 * 60)
                {
                    present.Clear();
                }

                var step = board.Step(policy, [.. present.Select(p => Found(p.Item1, p.Item2))], _ => true, [silence], now);
                var stopped = board.Step(policy, [.. present.Select(p => Found(p.Item1, p.Item2)).Reverse()], _ => true, [silence], now); // A process that died before it wrote, and the next one.
                Assert.Equal(step.Notices.Select(Shape), stopped.Notices.Select(Shape));
                foreach (var notice in step.Notices)
                {
                    var key = AlertLabels.Text(notice.Labels);
                    Assert.True(!lastOf.TryGetValue(key, out var last) || now - last >= TimeSpan.FromMinutes(policy.Route.GroupIntervalMinutes!.Value), "no two notices of a group within its interval");
                    lastOf[key] = now;
                    var told = firing.TryGetValue(key, out var known) ? known : firing[key] = [];
                    Assert.All(notice.Resolved, a => Assert.True(told.Remove(a.Fingerprint), "an end is told once, and only of what was told"));
                    Assert.True(notice.Resolved.Count > 0 || notice.Firing.Any(a => !told.Contains(a.Fingerprint)), "a notice says something new");
                    told.UnionWith(notice.Firing.Select(a => a.Fingerprint));
                }

                board = step.Board;
                if (minute > 60 && minute < 180)
                {
                    Assert.All(step.Notices, n => Assert.DoesNotContain(n.Firing, a => a.Labels["kind"] == "churn"));
                }
            }

            board = board.Step(policy, [], _ => true, [silence], Start.AddDays(3)).Board;
            var end = board.Step(policy, [], _ => true, [silence], Start.AddDays(3).AddMinutes(30));
            Assert.All(board.Groups, g => Assert.Empty(g.Firing));
            Assert.Empty(end.Notices);
        }
    }

    private static string Shape(AlertNotice notice) => $"{notice.Receiver} {AlertLabels.Text(notice.Labels)} {notice.Cause} {string.Join(',', notice.Firing.Select(a => a.Fingerprint))} {string.Join(',', notice.Resolved.Select(a => a.Fingerprint))}";

    private static AlertFinding Found(string kind, string pipeline, string severity = "warning")
        => new(new Dictionary<string, string> { ["kind"] = kind, ["pipeline"] = pipeline, ["severity"] = severity }, $"{kind} of {pipeline}", "3", null, 7, "look", "/");

    private void Look(int second, params AlertFinding[] found)
    {
        _now = Start.AddSeconds(second);
        StepHere(found);
    }

    private IReadOnlyList<AlertNotice> StepHere(IReadOnlyList<AlertFinding> found)
    {
        var step = _board.Step(_policy, found, _ => true, _silences, _now);
        _board = step.Board;
        _told.AddRange(step.Notices);
        return step.Notices;
    }
}
