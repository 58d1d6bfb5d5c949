using System.Text.Json;
using SegmentationML.Service.Security;
using SegmentationML.Service.Tests;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>Overrides, cases, audit and alerts through a service: the same words as on a workspace, and who acts is the key's holder.</summary>
public sealed class ServerGovernanceTests(RunningService service) : IClassFixture<RunningService>, IDisposable
{
    private readonly TemporaryWorkspace _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Override_IsAskedForByOneKeyAndApprovedByAnother()
    {
        var (planner, admin) = (service.KeyFile(_folder, Scope.Plan), service.KeyFile(_folder));
        Assert.StartsWith("Override 1 is asked for", (await Done(planner, "override", "add", "shop", "--key", "P001", "--segment", "AX", "--reason", "CONTRACT", "--to", "2099-01-01")).Out, StringComparison.Ordinal);
        Assert.Contains("SEG-SRV-021", (await service.CallAsync(planner, "override", "approve", "1", "--by", "ceo")).Error, StringComparison.Ordinal);
        Assert.StartsWith("Override 1 sends P001 to AX", (await Done(admin, "override", "approve", "ovr-1", "--note", "agreed")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Override 2 sends abc: C to BX", (await Done(admin, "override", "add", "shop", "--when", "abc: C", "--segment", "BX", "--reason", "LAUNCH", "--from", "2098-01-01", "--to", "2099-01-01")).Out, StringComparison.Ordinal);
        await Done(admin, "override", "expire", "2", "--on", "2098-06-01", "--note", "over");
        var list = await Done(admin, "override", "list", "shop");
        Assert.Contains("command line Plan", list.Out, StringComparison.Ordinal);
        Assert.Contains("2098-06-01", list.Out, StringComparison.Ordinal);
        var one = JsonDocument.Parse((await Done(admin, "override", "list", "--json")).Out).RootElement[0];
        Assert.Equal(("approved", "command line Admin"), (one.GetProperty("state").GetString()?.ToLowerInvariant(), one.GetProperty("decided_by").GetString()));
        Assert.Contains("SEG-OVR-006", (await service.CallAsync(admin, "override", "refuse", "1", "--note", "late")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_FromItsOpeningToItsDecision_AndItsPlaceInTheAuditChain()
    {
        var admin = service.KeyFile(_folder);
        Assert.Contains("entity*, why*", (await Done(admin, "case", "kinds", "shop")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Case 1 (challenge of shop) is opened. What can be done: accept, refuse.", (await Done(admin, "case", "open", "shop", "challenge", "--set", "entity=P001", "--set", "why=sold under contract")).Out, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.Path("impact.txt"), "figures", TestContext.Current.CancellationToken);
        await Done(admin, "case", "attach", "1", _folder.Path("impact.txt"));
        Assert.Contains("sold under contract", (await Done(admin, "case", "show", "1")).Out, StringComparison.Ordinal);
        Assert.Contains("opened", (await Done(admin, "case", "list")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Case 1 (challenge of shop) is closed: accepted.", (await Done(admin, "case", "act", "1", "accept", "--note", "agreed")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("challenge", (await Done(admin, "case", "list", "shop")).Out, StringComparison.Ordinal);
        var shown = JsonDocument.Parse((await Done(admin, "case", "list", "shop", "--all", "--json")).Out).RootElement[0];
        Assert.Equal("accepted", shown.GetProperty("decision").GetString());

        var audit = await Done(admin, "audit", "show", "--kind", "case", "--limit", "10");
        Assert.Contains("command line Admin", audit.Out, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, JsonDocument.Parse((await Done(admin, "audit", "show", "--json")).Out).RootElement.ValueKind);
        Assert.Contains("whole", (await Done(admin, "audit", "verify")).Out, StringComparison.Ordinal);
        var head = (await Done(admin, "audit", "export", "--out", _folder.Path("audit.jsonl"))).Out.Trim();
        Assert.Equal(ExitCode.Done, (await SegmlCall.RunAsync("audit", "verify", "--file", _folder.Path("audit.jsonl"), "--head", head)).Code);
        Assert.Contains("whole", (await Done(admin, "audit", "verify", "--head", head)).Out, StringComparison.Ordinal);
        var stranger = await service.CallAsync(service.KeyFile(_folder, Scope.Read), "audit", "export", "--out", _folder.Path("stolen.jsonl"));
        Assert.Contains("SEG-SRV-021", stranger.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Folder, "stolen*"));
    }

    [Fact]
    public async Task Alerts_AreListedAndSilenced()
    {
        var admin = service.KeyFile(_folder);
        await Done(admin, "alert", "list", "--pipeline", "shop");
        Assert.StartsWith("Silence 1 holds until", (await Done(admin, "alert", "silence", "--match", "kind = drift", "--hours", "2", "--reason", "new assortment")).Out, StringComparison.Ordinal);
        Assert.Contains("new assortment", (await Done(admin, "alert", "list", "--silences")).Out, StringComparison.Ordinal);
        Assert.StartsWith("Silence 1 is over.", (await Done(admin, "alert", "silence", "--end", "1")).Out, StringComparison.Ordinal);
        Assert.Contains("ended", (await Done(admin, "alert", "list", "--silences")).Out, StringComparison.Ordinal);
        Assert.Equal("[]", (await Done(admin, "alert", "list", "--json")).Out.Trim());
    }

    private async Task<SegmlCall> Done(string key, params string[] words)
    {
        var call = await service.CallAsync(key, words);
        Assert.True(call.Code == ExitCode.Done, $"{string.Join(' ', words)}: {call.Error}");
        return call;
    }
}
