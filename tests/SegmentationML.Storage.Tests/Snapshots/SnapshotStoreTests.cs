using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public abstract class SnapshotStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    protected SnapshotStoreTests(string? ledger) => _workspace = Workspace.Open(_folder, _clock, ledger);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Current_BeforeTheFirstPublish_IsNull()
    {
        Assert.Null(_workspace.Snapshots.Current("parts"));
        Assert.Empty(_workspace.Snapshots.List("parts"));
    }

    [Fact]
    public void Commit_FirstVersion_IsReadBackAsWritten()
    {
        var published = _workspace.Publish("one")!;

        Assert.Equal((1L, (long?)null, "20261122T093015Z-1", _clock.Now), (published.Commit.Version, published.Commit.Parent, published.Commit.Run, published.Commit.Time));
        Assert.Equal(_folder["snapshots", "parts", "000001"], published.Folder);
        var read = _workspace.Snapshots.Current("parts")!;
        Assert.Equal(published.Commit, read.Commit);
        // SHA-256 of the text "one": printf one | sha256sum
        Assert.Equal(
            Publishing.FileNames.Select(name => new SnapshotFile(name, 3, "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed")),
            read.Content.Files);
        Assert.Equal("one", _workspace.Read());
        Assert.Equal(1, _workspace.Ledger.Runs("parts", 1)[0].Version);
        Assert.Empty(_workspace.Snapshots.Verify("parts", 1));
        Assert.Equal(["assignments.parquet", "forecasts.parquet", "manifest.json", "policies.parquet"], Directory.GetFiles(published.Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(["000001", "current.json"], Directory.GetFileSystemEntries(_folder["snapshots", "parts"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Commit_SameContentTwice_HasTheSameContentDigestAndBytes()
    {
        var one = _workspace.Publish("same")!;
        _clock.Now += TimeSpan.FromDays(1);
        var two = _workspace.Publish("same")!;

        Assert.Equal((2L, (long?)1L), (two.Commit.Version, two.Commit.Parent));
        Assert.Equal(one.Commit.ContentDigest, two.Commit.ContentDigest);
        Assert.Equal(ContentPart(one), ContentPart(two));
        Assert.NotEqual(one.Commit.ContentDigest, _workspace.Publish("other")!.Commit.ContentDigest);
    }

    [Fact]
    public void Commit_UnlessSame_PublishesNothingWhenNothingChanged()
    {
        _workspace.Publish("one");

        Assert.Null(_workspace.Publish("one", unlessSame: true));
        Assert.Equal(2, _workspace.Publish("two", unlessSame: true)!.Commit.Version);
        Assert.Equal([1L, 2L], _workspace.Snapshots.List("parts").Select(s => s.Commit.Version));
    }

    [Fact]
    public void Commit_UnlessSameWhenTheCurrentVersionLostAFile_PublishesAnew()
    {
        File.Delete(Path.Combine(_workspace.Publish("one")!.Folder, "policies.parquet"));

        Assert.Equal(2, _workspace.Publish("one", unlessSame: true)!.Commit.Version);
    }

    [Fact]
    public void Commit_ParentThatIsNotTheCurrentVersion_IsAConflictAndChangesNothing()
    {
        _workspace.Publish("one");
        using var lease = _workspace.Begin();
        using var draft = _workspace.Snapshots.Begin(lease);
        Publishing.Write(draft.Folder, "two");

        var problem = Assert.Throws<ProblemException>(() => draft.Commit(Publishing.Content("two"), null, unlessSame: false)).Problems[0];

        Assert.Equal("SEG-PUB-002", problem.Code);
        Assert.Equal("one", _workspace.Read());
        Assert.Equal(["000001", "current.json"], Entries());
    }

    [Fact]
    public void Commit_OfALeaseThatWasTakenOver_IsRefusedThoughItsParentIsCurrent()
    {
        using var paused = _workspace.Begin();
        using var draft = _workspace.Snapshots.Begin(paused);
        Publishing.Write(draft.Folder, "late");
        LoseLock();
        using var next = _workspace.Begin();

        var problem = Assert.Throws<ProblemException>(() => draft.Commit(Publishing.Content("late"), null, unlessSame: false)).Problems[0];

        Assert.Equal("SEG-PUB-002", problem.Code);
        Assert.Null(_workspace.Snapshots.Current("parts"));
        Assert.Equal(1, _workspace.Publish(next, "next")!.Commit.Version);
    }

    [Fact]
    public void Commit_SameContentTwiceInOneRun_GivesTheSameVersion()
    {
        using var lease = _workspace.Begin();
        var first = _workspace.Publish(lease, "one")!;
        var second = _workspace.Publish(lease, "one")!;

        Assert.Equal(first.Commit, second.Commit);
        Assert.Single(_workspace.Snapshots.List("parts"));
    }

    [Fact]
    public void Commit_InARunThatWasCutOffAfterItPublished_GivesItsVersionAndTheParentBeforeIt()
    {
        _workspace.Publish("one");
        string run;
        using (var cut = _workspace.Begin())
        {
            run = cut.Run.Id;
            _workspace.Publish(cut, "two");
        }

        using var resumed = _workspace.Begin();
        Assert.Equal((run, 2), (resumed.Run.Id, resumed.Run.Version));
        Assert.Equal(1, _workspace.Snapshots.Parent(resumed)!.Commit.Version);
        Assert.Equal(2, _workspace.Publish(resumed, "two", unlessSame: true)!.Commit.Version);
    }

    [Fact]
    public void Commit_InAResumedRunWhoseSourcesChangedMeanwhile_IsTheNextVersion()
    {
        _workspace.Publish("one");
        using (var cut = _workspace.Begin())
        {
            _workspace.Publish(cut, "two");
        }

        using var resumed = _workspace.Begin();
        var published = _workspace.Publish(resumed, "three")!;

        Assert.Equal((3L, (long?)2L), (published.Commit.Version, published.Commit.Parent));
        Assert.Equal("three", _workspace.Read());
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using var lease = _workspace.Begin();
        using (var draft = _workspace.Snapshots.Begin(lease))
        {
            Publishing.Write(draft.Folder, "one");
        }

        Assert.Empty(Entries());
    }

    [Fact]
    public void Open_VersionThatIsNotThere_NamesThoseThatAre()
    {
        _workspace.Publish("one");
        _workspace.Publish("two");

        var problem = Assert.Throws<ProblemException>(() => _workspace.Snapshots.Open("parts", 7)).Problems[0];

        Assert.Equal(("SEG-PUB-001", "Choose one of 1, 2."), (problem.Code, problem.Fix));
        Assert.Equal("one", _workspace.Snapshots.Open("parts", 1).Content.Totals["text"]);
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("folder/")]
    [InlineData("link@")]
    public void Commit_DraftWithAnythingButItsFiles_IsRefused(string stranger)
    {
        using var lease = _workspace.Begin();
        using var draft = _workspace.Snapshots.Begin(lease);
        Publishing.Write(draft.Folder, "one");
        var path = Path.Combine(draft.Folder, stranger.TrimEnd('/', '@'));
        switch (stranger[^1])
        {
            case '/':
                Directory.CreateDirectory(path);
                break;
            case '@':
                File.CreateSymbolicLink(path, _folder["workspace.json"]);
                break;
            default:
                File.WriteAllText(path, "{}");
                break;
        }

        var problem = Assert.Throws<ProblemException>(() => draft.Commit(Publishing.Content("one"), null, unlessSame: false)).Problems[0];

        Assert.Equal("SEG-PUB-004", problem.Code);
        Assert.Null(_workspace.Snapshots.Current("parts"));
        Assert.True(File.Exists(_folder["workspace.json"]));
    }

    [Fact]
    public void Commit_ListedFilesThatDiffer_IsRefused()
    {
        using var lease = _workspace.Begin();
        using var draft = _workspace.Snapshots.Begin(lease);
        Publishing.Write(draft.Folder, "one");
        var content = Publishing.Content("one") with { Files = [new SnapshotFile("assignments.parquet", 3, new string('0', 64))] };

        Assert.Equal("SEG-PUB-004", Assert.Throws<ProblemException>(() => draft.Commit(content, null, unlessSame: false)).Problems[0].Code);
    }

    [Fact]
    public void Published_Files_CannotBeWrittenByAccident()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such right that leaves deletion possible.");

        var snapshot = _workspace.Publish("one")!;

        Assert.All(new DirectoryInfo(snapshot.Folder).GetFiles(), file => Assert.Equal(UnixFileMode.None, file.UnixFileMode & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)));
    }

    private static string ContentPart(Snapshot snapshot)
    {
        using var manifest = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(snapshot.Folder, "manifest.json")));
        return manifest.RootElement.GetProperty("content").GetRawText();
    }

    private string[] Entries() => [.. Directory.GetFileSystemEntries(_folder["snapshots", "parts"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    /// <summary>Takes the lock of the run that is under way away from it.</summary>
    private protected virtual void LoseLock() => File.Delete(_folder["locks", "parts.lock"]);
}
