using SegmentationML.Storage.Snapshots;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>The commit itself: what the store has checked before is checked again inside the transaction.</summary>
public abstract class VersionRowsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Workspace _workspace;
    private readonly VersionRows _rows;

    protected VersionRowsTests(string? ledger)
    {
        _workspace = Workspace.Open(_folder, new ManualClock(), ledger);
        _rows = new VersionRows(_workspace.Database, TimeProvider.System);
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Commit_ParentThatIsNoLongerCurrent_ChangesNothing()
    {
        using var lease = _workspace.Begin();
        Assert.Equal(CommitOutcome.Committed, _rows.Commit(Row(1, null, lease.Run.Id), lease, Publishing.Decision));

        Assert.Equal(CommitOutcome.ParentMoved, _rows.Commit(Row(2, null, lease.Run.Id), lease, Publishing.Decision));

        Assert.Equal(1, _rows.Current("parts")!.Version);
        Assert.Null(_rows.Find("parts", 2));
    }

    [Fact]
    public void CommitAndReserve_WithoutTheNewestToken_ChangeNothing()
    {
        using var old = _workspace.Begin();
        LoseLock();
        using var next = _workspace.Begin();

        Assert.Equal(CommitOutcome.LeaseLost, _rows.Commit(Row(1, null, old.Run.Id), old, Publishing.Decision));
        Assert.Null(_rows.Reserve(old));

        Assert.Null(_rows.Current("parts"));
        Assert.Equal(0, _rows.LastNumber("parts"));
        Assert.Equal(1, _rows.Reserve(next));
        Assert.Equal(2, _rows.Reserve(next));
    }

    [Fact]
    public void Commit_AfterTheRunEnded_IsRefused()
    {
        using var lease = _workspace.Begin();
        lease.Ended(Pipeline.Ports.RunState.Failed, null, "why");

        Assert.Equal(CommitOutcome.LeaseLost, _rows.Commit(Row(1, null, lease.Run.Id), lease, Publishing.Decision));
    }

    private static VersionRow Row(long version, long? parent, string run)
        => new("parts", version, parent, run, new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero), new string('0', 64), "{}");

    /// <summary>Takes the lock of the run that is under way away from it.</summary>
    private protected virtual void LoseLock() => File.Delete(_folder["locks", "parts.lock"]);
}
