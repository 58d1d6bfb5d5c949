using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Versions go by rules, in two steps, and never under a reader's hands.</summary>
public abstract class SnapshotExpiryTests : IDisposable
{
    private static readonly RetentionOptions LastTwo = new() { KeepLast = 2, GraceHours = 24 };
    private static readonly RetentionOptions LastTwoAtOnce = LastTwo with { GraceHours = 0 };
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected SnapshotExpiryTests(string? ledger)
    {
        _workspace = Workspace.Open(_folder, _clock, ledger);
        for (var n = 1; n <= 6; n++)
        {
            _workspace.Publish(Publishing.Number(n));
            _clock.Now = _clock.Now.AddDays(1);
        }
    }

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Expire_MarksFirstAndSweepsWhenTheGraceIsOver()
    {
        Assert.Equal(["Mark", "Mark", "Mark", "Mark", "Keep", "Keep"], Expire(LastTwo));
        Assert.Equal(6, _workspace.Snapshots.List("parts").Count);

        _clock.Now = _clock.Now.AddHours(23);
        Assert.Equal(["Wait", "Wait", "Wait", "Wait", "Keep", "Keep"], Expire(LastTwo));

        _clock.Now = _clock.Now.AddHours(1);
        Assert.Equal(["Sweep", "Sweep", "Sweep", "Sweep", "Keep", "Keep"], Expire(LastTwo));
        Assert.Equal([5L, 6L], _workspace.Snapshots.List("parts").Select(v => v.Commit.Version));
        Assert.Equal(["000005", "000006", "current.json"], Entries());
        Assert.Equal(["Keep", "Keep"], Expire(LastTwo));
    }

    [Fact]
    public void Expire_ExpiredVersion_StaysOnRecordAndIsNotOpened()
    {
        Expire(LastTwoAtOnce);

        var record = _workspace.Snapshots.History("parts")[0];
        Assert.Equal((VersionState.Expired, _clock.Now), (record.State, record.Expired!.Value));
        Assert.Equal("1", record.Content.Totals["text"]);
        Assert.Equal("SEG-PUB-011", Code(() => _workspace.Snapshots.Open("parts", 1)));
        Assert.Equal("SEG-PUB-011", Code(() => _workspace.Snapshots.Verify("parts", 1)));
        Assert.Equal("SEG-PUB-011", Code(() => _workspace.Names.Tag("parts", "late", 1, "ann")));
        Assert.Null(_workspace.Snapshots.Find("parts", 1));
        using var lease = _workspace.Begin("back");
        Assert.Equal("SEG-PUB-011", Code(() => _workspace.Snapshots.Rollback(lease, 1, Publishing.Decision)));
        Assert.Equal(7, _workspace.Publish(lease, "7")!.Commit.Version);
    }

    [Fact]
    public void Expire_DryRun_SaysTheSameAndDoesNothing()
    {
        var said = Expire(LastTwoAtOnce, dryRun: true);

        Assert.Equal(6, _workspace.Snapshots.List("parts").Count);
        Assert.All(_workspace.Snapshots.History("parts"), v => Assert.Null(v.Marked));
        Assert.Equal(["Sweep", "Sweep", "Sweep", "Sweep", "Keep", "Keep"], said);
        Assert.Equal(said, Expire(LastTwoAtOnce));
    }

    [Fact]
    public void Expire_EveryRuleThatKeeps_IsNamed()
    {
        _workspace.Names.Tag("parts", "audited", 1, "ann");
        _workspace.Names.Point("parts", "champion", 2, "ann");
        _workspace.Publish("7", candidate: true);

        var lines = _workspace.Snapshots.Expire("parts", new RetentionOptions { KeepLast = 1, KeepDays = 4, GraceHours = 0 }, "ann");

        Assert.Equal(
            ["tag audited", "alias champion", "", "younger than 4 days", "before the one in use", "in use", "waits for a decision"],
            lines.Select(l => l.Why));
        Assert.Equal([1L, 2L, 4L, 5L, 6L, 7L], _workspace.Snapshots.List("parts").Select(v => v.Commit.Version));
    }

    [Fact]
    public void Expire_WithoutARule_KeepsEverything()
        => Assert.All(_workspace.Snapshots.Expire("parts", new RetentionOptions(), "ann"), l => Assert.Equal((ExpiryAction.Keep, "no rule lets versions go"), (l.Action, l.Why)));

    [Fact]
    public void Expire_TagAfterTheMark_KeepsTheVersion()
    {
        Expire(LastTwo);
        _workspace.Names.Tag("parts", "audited", 3, "ann");
        _clock.Now = _clock.Now.AddDays(2);

        Assert.Equal(["Sweep", "Sweep", "Keep", "Sweep", "Keep", "Keep"], Expire(LastTwo));
        Assert.Null(_workspace.Snapshots.History("parts")[2].Marked);
        _workspace.Names.Untag("parts", "audited", "ann");
        Assert.Equal(["Mark", "Keep", "Keep"], Expire(LastTwo));
    }

    [Fact]
    public void Expire_WhileSomeoneReads_LeavesThatVersionUntilTheyAreDone()
    {
        var first = _workspace.Snapshots.Open("parts", 1);
        using (_workspace.Snapshots.Hold(first))
        {
            using var second = _workspace.Snapshots.Hold(first);
            Assert.Equal(["InUse", "Sweep", "Sweep", "Sweep", "Keep", "Keep"], Expire(LastTwoAtOnce));
            Assert.Equal("1", File.ReadAllText(Path.Combine(first.Folder, "assignments.parquet")));
        }

        Assert.Equal(["Sweep", "Keep", "Keep"], Expire(LastTwoAtOnce));
        Assert.Equal("SEG-PUB-011", Code(() => _workspace.Snapshots.Hold(first)));
    }

    [Fact]
    public void Expire_FilesThatWereNotPublished_AreNotTouched()
    {
        var stranger = _folder["snapshots", "parts", "000001", "notes.txt"];
        File.WriteAllText(stranger, "mine");

        Assert.Equal("Left", Expire(LastTwoAtOnce)[0]);

        Assert.Equal("mine", File.ReadAllText(_folder["snapshots", "parts", ".expired-000001", "notes.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(_folder["snapshots", "parts", ".expired-000001"]));
        File.Delete(_folder["snapshots", "parts", ".expired-000001", "notes.txt"]);
        Assert.Equal("Sweep", Expire(LastTwoAtOnce)[0]);
        Assert.Equal(["000005", "000006", "current.json"], Entries());
    }

    [Fact]
    public void Expire_FilesAreMissingOrTheFolderIs_GoesOn()
    {
        File.Delete(_folder["snapshots", "parts", "000001", "policies.parquet"]);
        File.Delete(_folder["snapshots", "parts", "000002", "manifest.json"]);
        Directory.Delete(_folder["snapshots", "parts", "000003"], recursive: true);

        Assert.Equal(["Sweep", "Sweep", "Sweep", "Sweep", "Keep", "Keep"], Expire(LastTwoAtOnce));
        Assert.Equal(["000005", "000006", "current.json"], Entries());
    }

    [Fact]
    public void Expire_ALinkInPlaceOfAFileOrFolder_IsNotFollowed()
    {
        Directory.CreateDirectory(_folder["elsewhere"]);
        File.WriteAllText(_folder["elsewhere", "manifest.json"], "theirs");
        File.Delete(_folder["snapshots", "parts", "000001", "manifest.json"]);
        File.CreateSymbolicLink(_folder["snapshots", "parts", "000001", "manifest.json"], _folder["elsewhere", "manifest.json"]);
        Directory.Move(_folder["snapshots", "parts", "000002"], _folder["moved"]);
        Directory.CreateSymbolicLink(_folder["snapshots", "parts", "000002"], _folder["elsewhere"]);

        Assert.Equal("SEG-LEDG-010", Code(() => Expire(LastTwoAtOnce)));

        Assert.Equal("theirs", File.ReadAllText(_folder["elsewhere", "manifest.json"]));
    }

    [Fact]
    public void Expire_LeftBehindCandidates_GoWithTheRest()
    {
        _workspace.Publish("7", candidate: true);
        _workspace.Publish("8");

        var lines = _workspace.Snapshots.Expire("parts", LastTwoAtOnce, "ann");

        Assert.Equal(ExpiryAction.Sweep, lines.Single(l => l.Version == 7).Action);
        Assert.Equal([6L, 8L], _workspace.Snapshots.List("parts").Select(v => v.Commit.Version));
    }

    [Theory]
    [InlineData(0, null, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, null, -1.0)]
    [InlineData(1, null, double.NaN)]
    public void Expire_WrongRules_AreRefused(int keepLast, int? keepDays, double grace)
    {
        var rules = new RetentionOptions { KeepLast = keepLast, KeepDays = keepDays, GraceHours = grace };

        Assert.Equal("SEG-PUB-014", Code(() => _workspace.Snapshots.Expire("parts", rules, "ann")));
        Assert.Equal(6, _workspace.Snapshots.List("parts").Count);
    }

    private string[] Expire(RetentionOptions rules, bool dryRun = false) => [.. _workspace.Snapshots.Expire("parts", rules, "ann", dryRun).Select(l => l.Action.ToString())];

    private IEnumerable<string> Entries() => Directory.GetFileSystemEntries(_folder["snapshots", "parts"]).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal);

    private static string Code(Func<object?> action) => Assert.Throws<ProblemException>(() => { action(); }).Problems[0].Code;

    private static string Code(Action action) => Assert.Throws<ProblemException>(action).Problems[0].Code;
}
