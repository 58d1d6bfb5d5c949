using SegmentationML.Core;
using SegmentationML.Storage.Ledger;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

public abstract class ApiKeyLedgerTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;
    private readonly string? _ledger;

    protected ApiKeyLedgerTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, _ledger = ledger);

    private ApiKeyLedger Keys => _workspace.Keys;

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Add_UseRotateAndRevoke_AreReadBackAndLeaveEntries()
    {
        var first = Keys.Add(Key("aaaaaaaaaaaa") with { Roles = ["planner"], Sees = ["personal"] });
        Keys.Used(first.Id, new DateOnly(2026, 11, 22));
        Keys.Used(first.Id, new DateOnly(2026, 11, 22));
        Keys.Used(first.Id, new DateOnly(2026, 11, 23));
        var next = Keys.Rotate(first.Id, old => old with { Id = "bbbbbbbbbbbb", Digest = new string('b', 64) }, TimeSpan.FromHours(2));
        Keys.Revoke(next.Id, "olga");
        Keys.Revoke(next.Id, "olga");

        var read = Keys.List();
        Assert.Equal(["aaaaaaaaaaaa", "bbbbbbbbbbbb"], read.Select(k => k.Id));
        Assert.Equal((first.Created, first.Created.AddHours(2), new DateOnly(2026, 11, 23), "planner", "personal"), (read[0].Created, read[0].Expires, read[0].LastUsed, Assert.Single(read[0].Roles), Assert.Single(read[0].Sees)));
        Assert.Equal(_clock.Now, read[1].Revoked);
        Assert.Equal("SEG-LEDG-031", Code(() => Keys.Rotate(next.Id, k => k, TimeSpan.Zero)));
        Assert.Equal("SEG-LEDG-030", Code(() => Keys.Revoke("cccccccccccc", "olga")));
        Assert.Equal(["key.created", "key.used", "key.used", "key.ending", "key.rotated", "key.revoked"], _workspace.Audit.Find(new AuditFilter()).Select(e => e.Kind));
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Theory]
    [InlineData("UPDATE api_keys SET scopes = 'admin read'", "key aaaaaaaaaaaa, content")]
    [InlineData("UPDATE api_keys SET expires = NULL", "key aaaaaaaaaaaa, content")]
    [InlineData("UPDATE api_keys SET revoked = NULL WHERE id = 'bbbbbbbbbbbb'", "key bbbbbbbbbbbb, state")]
    [InlineData("DELETE FROM api_keys WHERE id = 'aaaaaaaaaaaa'", "key aaaaaaaaaaaa, content")]
    [InlineData("INSERT INTO api_keys (id, name, digest, scopes, created, created_by) VALUES ('eeeeeeeeeeee', 'x', 'e', 'admin', '2026-01-01T00:00:00.000Z', 'x')", "key eeeeeeeeeeee, state")]
    public void Verify_KeyMadeOrChangedByHand_IsFound(string sql, string what)
    {
        Keys.Add(Key("aaaaaaaaaaaa") with { Expires = _clock.Now.AddDays(1) });
        Keys.Add(Key("bbbbbbbbbbbb"));
        Keys.Revoke("bbbbbbbbbbbb", "olga");
        Assert.Empty(_workspace.Audit.Verify().Findings);
        _workspace.Database.Write(connection => connection.Execute(sql));

        Assert.Contains(_workspace.Audit.Verify().Findings, p => p.Code == "SEG-AUD-007" && p.What.StartsWith(what, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Used_ByTwoProcessesAtOnce_IsNotedOnceADay()
    {
        Keys.Add(Key("aaaaaaaaaaaa"));
        using var other = Workspace.Open(_folder, _clock, _ledger);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Task.Run(() => (n % 2 == 0 ? _workspace : other).Keys.Used("aaaaaaaaaaaa", new DateOnly(2026, 11, 22)), TestContext.Current.CancellationToken)));

        Assert.Single(_workspace.Audit.Find(new AuditFilter()), e => e.Kind == "key.used");
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    private static ApiKeyRecord Key(string id) => new(id, "planning", new string(id[0], 64), ["plan", "read"], default, "ann", null, null, null);

    private static string Code(Action call) => Assert.Throws<ProblemException>(call).Problems[0].Code;
}
