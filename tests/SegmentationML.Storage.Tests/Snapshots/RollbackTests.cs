using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>A rollback publishes what a former version held as a new one; it rewrites nothing.</summary>
public sealed class RollbackTests : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    public RollbackTests()
    {
        _workspace = Workspace.Open(_folder, _clock);
        _workspace.Publish("one");
        _workspace.Publish("two");
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Rollback_ToAFormerVersion_IsANewVersionWithItsContentAndDigest()
    {
        var former = _workspace.Snapshots.Open("parts", 1);

        var back = RollBack(1)!;

        Assert.Equal((3L, (long?)2L, (long?)1L, false), (back.Commit.Version, back.Commit.Parent, back.Commit.Restores, back.Commit.Candidate));
        Assert.Equal(former.Commit.ContentDigest, back.Commit.ContentDigest);
        Assert.Equal(former.Content.Files, back.Content.Files);
        Assert.Equal("one", _workspace.Read());
        Assert.All([1L, 2L, 3L], version => Assert.Empty(_workspace.Snapshots.Verify("parts", version)));
        Assert.Equal(3, _workspace.Publish("three")!.Commit.Parent);
    }

    [Fact]
    public void Rollback_FilesAreCopies_SoThatDamageToOneDoesNotReachTheOther()
    {
        RollBack(1);
        var file = _folder["snapshots", "parts", "000001", "policies.parquet"];
        File.Delete(file);
        File.WriteAllText(file, "onE");

        Assert.NotEmpty(_workspace.Snapshots.Verify("parts", 1));
        Assert.Empty(_workspace.Snapshots.Verify("parts", 3));
    }

    [Fact]
    public void Rollback_TheVersionInUseHoldsThatContent_PublishesNothing()
    {
        RollBack(1);

        Assert.Null(RollBack(1, "again"));
        Assert.Equal(3, _workspace.Snapshots.List("parts").Count);
    }

    [Fact]
    public void Rollback_DamagedVersion_IsRefused()
    {
        var file = _folder["snapshots", "parts", "000001", "policies.parquet"];
        File.Delete(file);
        File.WriteAllText(file, "onE");

        Assert.Equal("SEG-PUB-005", Assert.Throws<ProblemException>(() => RollBack(1)).Problems[0].Code);
        Assert.Equal("two", _workspace.Read());
    }

    [Fact]
    public void Rollback_ToACandidateOrToNothing_IsRefused()
    {
        _workspace.Publish("three", candidate: true);

        Assert.Equal("SEG-PUB-017", Assert.Throws<ProblemException>(() => RollBack(3)).Problems[0].Code);
        Assert.Equal("SEG-PUB-001", Assert.Throws<ProblemException>(() => RollBack(9)).Problems[0].Code);
        Assert.Equal("two", _workspace.Read());
    }

    [Fact]
    public void Rollback_AfterTheLedgerWasLost_IsStillKnownAsOne()
    {
        RollBack(1);
        _workspace.Dispose();
        foreach (var file in Directory.GetFiles(_folder, "ledger.db*"))
        {
            File.Delete(file);
        }

        using var workspace = Workspace.Open(_folder, _clock);

        Assert.Equal(1, workspace.Snapshots.Current("parts")!.Commit.Restores);
        Assert.Equal("one", workspace.Read());
        Assert.Empty(workspace.Snapshots.Verify("parts", 3));
    }

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Rollback_WithEachCallFailing_LeavesTheOldOrTheNewVersionWhole(string fault)
    {
        var (k, answers) = (1, new SortedSet<string>(StringComparer.Ordinal));
        while (FailAt(k, Enum.Parse<Fault>(fault), answers))
        {
            k++;
        }

        Assert.True(k - 1 >= 25, $"Only {k - 1} calls were reached.");
        Assert.Contains("rolled back", answers);
        Assert.Contains("SEG-LEDG-007", answers);
    }

    private static bool FailAt(int k, Fault fault, SortedSet<string> answers)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        var clock = new ManualClock();
        bool reached;
        string answer;
        using (var workspace = Workspace.Open(folder, clock, files))
        {
            files.Watch(workspace.Database);
            workspace.Publish("one");
            workspace.Publish("two");
            using var lease = workspace.Begin("back");
            files.Arm(k);
            answer = Attempt(workspace, lease);
            reached = files.Calls >= k;
            answers.Add(answer);
        }

        using var reopened = Workspace.Open(folder, clock);
        Assert.Empty(reopened.Notices);
        var seen = reopened.Read();
        Assert.True(answer == "rolled back" ? seen == "one" : answer == "SEG-PUB-003" || seen == "two", $"{fault} at call {k}: {answer}, readers see {seen}.");
        using (var lease = reopened.Begin("back"))
        {
            reopened.Snapshots.Rollback(lease, 1, Publishing.Decision);
        }

        Assert.Equal("one", reopened.Read());
        Assert.Equal(3, reopened.Snapshots.List("parts").Count);
        Assert.All(reopened.Snapshots.List("parts"), v => Assert.Empty(reopened.Snapshots.Verify("parts", v.Commit.Version)));
        return reached;
    }

    private static string Attempt(Workspace workspace, IRunLease lease)
    {
        try
        {
            return workspace.Snapshots.Rollback(lease, 1, Publishing.Decision) is null ? "same" : "rolled back";
        }
        catch (ProblemException e)
        {
            return e.Problems[0].Code;
        }
    }

    private Snapshot? RollBack(long to, string request = "back")
    {
        using var lease = _workspace.Begin(request);
        var back = _workspace.Snapshots.Rollback(lease, to, Publishing.Decision);
        lease.Ended(back is null ? RunState.Unchanged : RunState.Published, back?.Commit.Version, null);
        return back;
    }
}
