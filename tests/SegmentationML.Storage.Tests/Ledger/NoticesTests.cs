using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Core.Governance.People;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

/// <summary>Alerts and webhooks in the ledger: one row a delivery, written with the change that it tells of, never lost and never doubled.</summary>
public abstract class NoticesTests : IDisposable
{
    private const string Url = "https://erp.example.com/hook";
    private static readonly AlertPolicy Policy = new() { Receivers = [new() { Name = "default", File = "alerts.jsonl", Webhooks = ["routed"] }], ResolveAfterMinutes = 0, Route = new AlertRoute { Receiver = "default", GroupWaitSeconds = 0 } };
    private static readonly WorkflowDefinition Workflow = new() { Name = "review", Start = "open", Fields = new Dictionary<string, WorkflowField>(), States = new Dictionary<string, WorkflowState> { ["open"] = new() { Final = true } } };

    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly string? _ledger;
    private Workspace _workspace;

    protected NoticesTests(string? ledger) => (_ledger, _workspace) = (ledger, Workspace.Open(_folder, _clock, ledger));

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Change_IsToldToEachWebhookThatAsksForIt_AndToNoOther()
    {
        var asks = _workspace.Webhooks.Add("erp", Url, ["case.opened"], "anna").Webhook;
        var area = _workspace.Webhooks.Add("bi", Url, ["case", "version"], "anna").Webhook;
        var other = _workspace.Webhooks.Add("mail", Url, ["alert", "promotion"], "anna").Webhook;
        _workspace.Cases.Open("parts", Workflow, new Dictionary<string, string>(), "jonas", PeopleDirectory.Everyone);

        Assert.Equal((1, 1, 0), (Of(asks).Count, Of(area).Count, Of(other).Count));
        var body = JsonDocument.Parse(Of(asks)[0].Payload).RootElement;
        Assert.Equal(("case.opened", "2026-11-22T09:30:15.000Z"), (body.GetProperty("type").GetString(), body.GetProperty("timestamp").GetString()));
        Assert.Equal(("case-1", "parts", "review", "open"), (Fact(body, "subject"), Fact(body, "pipeline"), Fact(body, "kind"), Fact(body, "state")));
        Assert.Equal("/api/v1/cases/1", Fact(body, "link"));
        Assert.DoesNotContain("jonas", Of(asks)[0].Payload, StringComparison.Ordinal); // No persons' data leaves with an event.
        Assert.NotEqual(Of(asks)[0].Id, Of(area)[0].Id);
    }

    [Fact]
    public void Change_ThatIsNotMade_IsNotTold()
    {
        var webhook = _workspace.Webhooks.Add("erp", Url, ["case"], "anna").Webhook;
        _workspace.Database.Faults = _ => throw new InvalidOperationException("the process dies here");
        Assert.Throws<InvalidOperationException>(() => _workspace.Cases.Open("parts", Workflow, new Dictionary<string, string>(), "jonas", PeopleDirectory.Everyone));
        Reopen();
        Assert.Equal(_workspace.Cases.List(null, onlyOpen: false).Count, Of(webhook).Count);
    }

    [Fact]
    public void Secret_IsShownOnce_AndStandsNeitherInTheChainNorInTheList()
    {
        var (webhook, secret) = _workspace.Webhooks.Add("erp", Url, ["case"], "anna");
        Assert.Matches(@"\Awhsec_[A-Za-z0-9+/]{43}=\z", secret);
        Assert.Equal([secret], _workspace.Webhooks.SecretsOf(webhook.Id));
        var lines = new List<string>();
        _workspace.Audit.Export(lines.Add);
        Assert.All(lines.Append(JsonSerializer.Serialize(_workspace.Webhooks.List())), line => Assert.DoesNotContain(secret[6..], line, StringComparison.Ordinal));
        _workspace.Webhooks.Remove("erp", "anna");
        Assert.Empty(_workspace.Webhooks.SecretsOf(webhook.Id));
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public void Webhook_ThatCannotBe_IsRefused()
    {
        _workspace.Webhooks.Add("erp", Url, ["case"], "anna");
        Assert.Equal("SEG-HOOK-003", Code(() => _workspace.Webhooks.Add("erp", Url, ["case"], "anna")));
        Assert.Equal("SEG-HOOK-002", Code(() => _workspace.Webhooks.Add("b", Url, ["everything"], "anna")));
        Assert.Equal("SEG-HOOK-002", Code(() => _workspace.Webhooks.Add("b", Url, [], "anna")));
        Assert.Equal("SEG-HOOK-004", Code(() => _workspace.Webhooks.Remove("b", "anna")));
        Assert.Equal("SEG-GOV-001", Code(() => _workspace.Webhooks.Add("b\n", Url, ["case"], "anna")));
    }

    [Fact]
    public void Removal_MakesWhatWaitsADeadLetter()
    {
        var webhook = _workspace.Webhooks.Add("erp", Url, ["case"], "anna").Webhook;
        _workspace.Webhooks.Test("erp");
        _workspace.Webhooks.Remove("erp", "anna");
        Assert.Equal(OutboxState.Refused, Assert.Single(Of(webhook)).State);
        Assert.Empty(_workspace.Deliveries.Due(10));
    }

    [Fact]
    public void Attempts_AreTriedForThreeDays_EachLater_ThenADeadLetterThatCanBeReplayedUnderItsName()
    {
        var webhook = _workspace.Webhooks.Add("erp", Url, ["case"], "anna").Webhook;
        _workspace.Webhooks.Test("erp");
        var (id, began, times) = (Of(webhook)[0].Id, _clock.Now, new List<DateTimeOffset>());
        while (Of(webhook)[0] is { State: OutboxState.Pending } waiting)
        {
            _clock.Now = waiting.Due!.Value;
            times.Add(_clock.Now);
            _workspace.Deliveries.Failed(Assert.Single(_workspace.Deliveries.Due(10)), "no answer", null, isOfTarget: true);
        }

        Assert.Equal(RetrySchedule.MostAttempts, times.Count);
        Assert.InRange((times[^1] - began).TotalHours, 48, 84);
        Assert.Equal(OutboxState.Refused, Of(webhook)[0].State);
        Assert.Equal(1, _workspace.Deliveries.Replay(DeliveryQueue.WebhookTopic, webhook.Id, null));
        Assert.Equal(id, Assert.Single(_workspace.Deliveries.Due(10)).Id);
        _workspace.Deliveries.Delivered(_workspace.Deliveries.Due(10)[0]);
        Assert.Equal(0, _workspace.Deliveries.Replay(DeliveryQueue.WebhookTopic, webhook.Id, null));
        Assert.Equal(1, _workspace.Deliveries.Replay(DeliveryQueue.WebhookTopic, webhook.Id, Of(webhook)[0].Sequence));
    }

    [Fact]
    public void Target_ThatDoesNotAnswer_IsLeftAloneWithAllThatWaits_OthersAreNot()
    {
        var (down, up) = (_workspace.Webhooks.Add("down", Url, ["case"], "anna").Webhook, _workspace.Webhooks.Add("up", Url, ["case"], "anna").Webhook);
        _workspace.Webhooks.Test("down");
        _workspace.Webhooks.Test("down");
        _workspace.Webhooks.Test("up");
        _workspace.Deliveries.Failed(Of(down)[^1], "no answer", TimeSpan.FromMinutes(7), isOfTarget: true);
        Assert.Equal([up.Id], _workspace.Deliveries.Due(10).Select(m => m.Target));
        _clock.Now += TimeSpan.FromMinutes(7);
        Assert.Equal([down.Id, down.Id, up.Id], _workspace.Deliveries.Due(10).Select(m => m.Target));
        Assert.Equal([0, 1], Of(down).Select(m => m.Attempts));
    }

    [Fact]
    public void Trim_ForgetsWhatArrivedAMonthAgo_AndKeepsWhatWaits()
    {
        var webhook = _workspace.Webhooks.Add("erp", Url, ["case"], "anna").Webhook;
        _workspace.Webhooks.Test("erp");
        _workspace.Webhooks.Test("erp");
        _workspace.Webhooks.Test("erp");
        _workspace.Deliveries.Delivered(Of(webhook)[0]);
        _workspace.Deliveries.Refused(Of(webhook)[1], "gone");
        _clock.Now += TimeSpan.FromDays(29);
        Assert.Equal(0, _workspace.Deliveries.Trim());
        _clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, _workspace.Deliveries.Trim());
        _clock.Now += TimeSpan.FromDays(60);
        Assert.Equal(1, _workspace.Deliveries.Trim());
        Assert.Equal(OutboxState.Pending, Assert.Single(Of(webhook)).State);
    }

    [Fact]
    public void Followers_DoNotSeeWhatHasATarget()
    {
        _workspace.Webhooks.Add("erp", Url, ["case"], "anna");
        _workspace.Webhooks.Test("erp");
        Assert.Null(_workspace.Database.Read(c => OutboxRows.Next(c, 0)));
        Assert.Equal(0, _workspace.Database.Read(c => OutboxRows.Count(c, OutboxState.Pending)));
    }

    [Fact]
    public void Look_KeepsWhatWasTold_ThroughARestart_AndTheChainExplainsIt()
    {
        var webhook = _workspace.Webhooks.Add("routed", Url, ["case"], "anna").Webhook;
        var all = _workspace.Webhooks.Add("all", Url, ["alert"], "anna").Webhook;
        Look(Found("drift"));
        Reopen();
        Look(Found("drift"));
        Assert.Equal((1, 1, 1), (Of(webhook).Count, Of(all).Count, Files().Count));
        _clock.Now += TimeSpan.FromMinutes(6);
        Look();
        Reopen();
        Look();
        Assert.Equal((2, 2, 2), (Of(webhook).Count, Of(all).Count, Files().Count));
        Assert.Equal(["alert.notified", "new", "resolved"], Files().Select(f => JsonDocument.Parse(f.Payload).RootElement.GetProperty("data").GetProperty("cause").GetString()!).Append(WebhookEvents.TypeOf(Of(all)[0].Payload)).Order());
        Assert.Equal(["alert.fired", "alert.resolved"], _workspace.Audit.Find(new AuditFilter { Kind = "alert" }).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public void Look_ThatDiesAtItsCommit_TellsOnce()
    {
        foreach (var moment in new[] { "commit", "committed" })
        {
            _workspace.Database.Faults = at => _ = at == moment ? throw new InvalidOperationException("the process dies here") : 0;
            Assert.Throws<InvalidOperationException>(() => Look(Found(moment)));
            Reopen();
            Look(Found(moment));
            Look(Found(moment));
            Assert.Single(Files(), f => f.Payload.Contains($"\"{moment}\"", StringComparison.Ordinal));
            _clock.Now += TimeSpan.FromMinutes(6);
        }
    }

    [Fact]
    public void Look_OfTwoProcesses_TellsOnce()
    {
        using var other = Workspace.Open(_folder, _clock, _ledger);
        Parallel.Invoke(() => _workspace.Alerts.Look(Policy, [Found("drift")], _ => true), () => other.Alerts.Look(Policy, [Found("drift")], _ => true));
        Assert.Single(Files());
        Assert.Single(_workspace.Audit.Find(new AuditFilter { Kind = "alert" }));
    }

    [Fact]
    public void Look_WithoutNews_WritesNothing()
    {
        Look(Found("drift"));
        _clock.Now += TimeSpan.FromSeconds(15);
        _workspace.Database.Faults = _ => throw new InvalidOperationException("nothing is to be written");
        Look(Found("drift"));
        _workspace.Database.Faults = null;
    }

    [Fact]
    public void Silence_IsKeptEndedAndInTheChain()
    {
        var silence = _workspace.Alerts.Silence(new AlertSilence { Matchers = ["kind = drift"], From = _clock.Now, To = _clock.Now.AddHours(2), By = "anna", Reason = "known" });
        Look(Found("drift"));
        Assert.Empty(Files());
        _clock.Now += TimeSpan.FromMinutes(6);
        Reopen();
        _workspace.Alerts.EndSilence(silence.Number, "jonas");
        Look(Found("drift"));
        Assert.Single(Files());
        Assert.Equal(["silence.added", "silence.ended"], _workspace.Audit.Find(new AuditFilter { Kind = "silence" }).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
        Assert.Equal("SEG-ALRT-008", Code(() => _workspace.Alerts.EndSilence(7, "anna")));
    }

    [Fact]
    public void Observation_OfARunWithoutAVersion_KeepsTheVersions()
    {
        var version = new VersionObservation(3, 2, 10, 0.25, 0.15, [new("cv", 0.3, 0.1)], 0.9, null, [new(0.1, 2)]);
        _workspace.Alerts.Observe(new RunObservation("parts", "r1", "pass", 0, "", version));
        _workspace.Alerts.Observe(new RunObservation("parts", "r2", "quarantine", 5, "", null));
        var kept = _workspace.Alerts.Observations()["parts"];
        Assert.Equal(("r2", 5, 0.25, "cv"), (kept.Run, kept.Quarantined, kept.Version!.Churn!.Value, kept.Version.Drifted[0].Driver));
    }

    private static string Code(Action act) => Assert.Throws<ProblemException>(act).Problems[0].Code;

    private static string? Fact(JsonElement body, string name) => body.GetProperty("data").GetProperty(name).GetString();

    private static AlertFinding Found(string kind) => new(new Dictionary<string, string> { ["kind"] = kind, ["pipeline"] = "parts", ["severity"] = "warning" }, "what", "3", null, 7, "look", "/");

    private void Look(params AlertFinding[] found) => _workspace.Alerts.Look(Policy, found, _ => true);

    private IReadOnlyList<OutboxMessage> Of(WebhookRecord webhook) => _workspace.Deliveries.List(DeliveryQueue.WebhookTopic, webhook.Id, null, 100);

    private IReadOnlyList<OutboxMessage> Files() => _workspace.Deliveries.List(DeliveryQueue.FileTopic, "default", null, 100);

    private void Reopen()
    {
        _workspace.Dispose();
        _workspace = Workspace.Open(_folder, _clock, _ledger);
    }
}
