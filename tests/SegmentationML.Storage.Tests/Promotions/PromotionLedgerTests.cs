using SegmentationML.Core;
using SegmentationML.Core.Governance.People;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Promotions;

/// <summary>Decisions, the version in use, aliases and the audit chain move together or not at all.</summary>
public abstract class PromotionLedgerTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;
    private readonly string? _ledger;

    protected PromotionLedgerTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, _ledger = ledger);

    [Fact]
    public void Approve_BringsTheVersionIntoUse_WithAliasesAndTrace()
    {
        _workspace.Enter("one", Registering.Owner, candidate: false);
        _workspace.Enter("two", Registering.Owner);
        Assert.Equal("1 Live, 2 Candidate", _workspace.States());
        Assert.Equal(["challenger 2", "champion 1"], Aliases());
        _workspace.Act(2, Registering.Propose);
        Assert.Equal("one", _workspace.Read());
        _workspace.Act(2, Registering.Approve);
        Assert.Equal("two", _workspace.Read());
        Assert.Equal("1 Retired, 2 Live", _workspace.States());
        Assert.Equal(["champion 2"], Aliases());
        Assert.Contains("\"version\": 2", File.ReadAllText(Path.Combine(_folder, "snapshots", "parts", "current.json")), StringComparison.Ordinal);
        Assert.Empty(_workspace.Audit.Verify().Findings);
        Assert.Equal(["published", "proposed", "approved", "activated"], _workspace.Promotions.Find("parts", 2)!.Promotion.Entries.Select(e => e.Action));
    }

    [Fact]
    public void Propose_AcceptedByRule_IsInUseAtOnce()
    {
        _workspace.Enter("one", Registering.Nobody, candidate: false);
        _workspace.Enter("two", Registering.Nobody);
        Assert.Equal(PromotionState.Live, _workspace.Act(2, Registering.Propose).Promotion.State);
        Assert.Equal("two", _workspace.Read());
    }

    [Fact]
    public void Reject_LeavesTheVersionInUse_AndTakesTheAliasAway()
    {
        _workspace.Enter("one", Registering.Owner, candidate: false);
        _workspace.Enter("two", Registering.Owner);
        _workspace.Act(2, Registering.Propose);
        _workspace.Act(2, p => p.Reject("bob", PeopleDirectory.Everyone, "no", _clock.Now));
        Assert.Equal(("one", "1 Live, 2 Retired"), (_workspace.Read(), _workspace.States()));
        Assert.Equal([VersionState.Live, VersionState.Rejected], _workspace.Snapshots.History("parts").Select(v => v.State));
        Assert.Equal(["champion 1"], Aliases());
    }

    [Fact]
    public void Approve_AfterAnotherVersionCameIntoUse_IsRefused_AndNothingChanges()
    {
        _workspace.Enter("one", Registering.Owner, candidate: false);
        _workspace.Enter("two", Registering.Owner);
        _workspace.Enter("three", Registering.Owner);
        _workspace.Act(2, Registering.Propose);
        _workspace.Act(3, Registering.Propose);
        _workspace.Act(3, Registering.Approve);
        Assert.Equal("1 Retired, 2 Retired, 3 Live", _workspace.States());
        Assert.Equal("SEG-PROM-003", Assert.Throws<ProblemException>(() => _workspace.Act(2, Registering.Approve)).Problems[0].Code);
        Assert.Equal("SEG-PROM-007", Assert.Throws<ProblemException>(() => _workspace.Act(2, Registering.Propose)).Problems[0].Code);
        Assert.Equal("three", _workspace.Read());
    }

    [Fact]
    public async Task Approve_TwoAtOnce_OneWins()
    {
        _workspace.Enter("one", Registering.Owner, candidate: false);
        for (var round = 0; round < 5; round++)
        {
            var versions = new[] { "a", "b" }.Select(t => _workspace.Enter($"{t}{round}", Registering.Owner).Promotion.Version).ToArray();
            Array.ForEach(versions, v => _workspace.Act(v, Registering.Propose));
            using var other = Workspace.Open(_folder, _clock, _ledger);
            var wins = await Task.WhenAll(new[] { (_workspace, versions[0]), (other, versions[1]) }.Select(w => Task.Run(() => TryApprove(w.Item1, w.Item2), TestContext.Current.CancellationToken)));
            Assert.Single(wins, w => w);
            Assert.Equal(versions[Array.IndexOf(wins, true)], _workspace.Snapshots.Current("parts")!.Commit.Version);
            Assert.Single(_workspace.Promotions.List("parts"), r => r.Promotion.State == PromotionState.Live);
        }

        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public void Rollback_RecordsAndAliasesFollow()
    {
        _workspace.Enter("one", Registering.Owner, candidate: false);
        _workspace.Enter("two", Registering.Owner);
        _workspace.Act(2, Registering.Propose);
        _workspace.Act(2, Registering.Approve);
        using (var lease = _workspace.Begin("rollback"))
        {
            _workspace.Snapshots.Rollback(lease, 1, Publishing.Decision);
            lease.Ended(Pipeline.Ports.RunState.Published, 3, null);
        }

        Assert.Equal("1 Retired, 2 Retired, 3 Live", _workspace.States());
        Assert.Equal("rolled-back", _workspace.Promotions.Find("parts", 3)!.Promotion.Entries[^1].Action);
        Assert.Equal(["champion 1"], Aliases());
        Assert.Equal(1, _workspace.Models.Of("parts", 3)!.Commit.Version);
        Assert.Empty(_workspace.Audit.Verify().Findings);
    }

    [Fact]
    public void Open_Twice_IsOnce()
    {
        var first = _workspace.Enter("one", Registering.Owner, candidate: false);
        _clock.Now = _clock.Now.AddHours(1);
        var again = _workspace.Open("one", 1, null, Registering.Nobody, candidate: false);
        Assert.Equal(first.Promotion.Entries, again.Promotion.Entries);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    private static bool TryApprove(Workspace workspace, long version)
    {
        try
        {
            return workspace.Act(version, Registering.Approve).Promotion.State == PromotionState.Live;
        }
        catch (ProblemException e)
        {
            Assert.Contains(e.Problems[0].Code, new[] { "SEG-PROM-003", "SEG-PROM-007" });
            return false;
        }
    }

    private string[] Aliases() => [.. _workspace.Models.Aliases(Registering.Model).Select(a => $"{a.Key} {a.Value}")];
}
