using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

/// <summary>Fails the k-th write, flush, rename, delete or ledger commit of one publish, for all k: readers see the old or the new version whole, and the next run publishes.</summary>
public sealed class PublishFaultTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    [InlineData(nameof(Fault.FromThenOn))]
    public void Publish_WithEachCallFailing_LeavesTheOldOrTheNewVersionWhole(string fault)
    {
        var answers = new SortedSet<string>(StringComparer.Ordinal);
        var k = 1;
        while (FailAt(k, Enum.Parse<Fault>(fault), answers))
        {
            k++;
        }

        // Three files (flush, protect, read each), manifest (write, flush, protect), draft folder made and flushed, number given out, rename, flush, commit, current.json (4 calls and a commit).
        Assert.True(k - 1 >= 20, $"Only {k - 1} calls were reached.");
        Assert.Contains("published", answers);
        Assert.Contains("SEG-LEDG-007", answers);
        Assert.Equal(fault != nameof(Fault.After), answers.Contains("SEG-PUB-003"));
    }

    [Fact]
    public void Publish_Undisturbed_HasEverythingOnTheDiskBeforeTheCommitAndAnswersAfterIt()
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(Fault.Before);
        using var workspace = Workspace.Open(folder, _clock, files);
        files.Watch(workspace.Database);
        using var lease = workspace.Begin();
        files.Arm(int.MaxValue);

        workspace.Publish(lease, "one");

        var filesOfTheVersion = Publishing.FileNames.SelectMany(name => new[] { $"flush {name}", $"protect {name}", $"read {name}" });
        var log = files.Log.ToArray();
        Assert.Equal("create .draft-1", log[0]);
        Assert.Equal(filesOfTheVersion.Order(StringComparer.Ordinal), log[1..10].Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "commit", // The number is given out.
                "write manifest.json", "flush manifest.json", "protect manifest.json", "flush folder .draft-1",
                "move 000001", "flush folder parts",
                "commit", // The version exists.
                "write .current.json.new", "flush .current.json.new", "move current.json", "flush folder parts",
                "commit", // The ledger was held while current.json was written; nothing changed in it.
                "delete .draft-1",
            ],
            log[10..]);
    }

    /// <returns>False when the publish made fewer than k calls, so that nothing failed.</returns>
    private bool FailAt(int k, Fault fault, SortedSet<string> answers)
    {
        using var folder = new TestFolder(inMemory: true);
        var files = new FaultyFiles(fault);
        string answer;
        bool reached;
        using (var workspace = Workspace.Open(folder, _clock, files))
        {
            files.Watch(workspace.Database);
            workspace.Publish("old");
            using var lease = workspace.Begin();
            files.Arm(k);
            answer = Attempt(workspace, lease);
            reached = files.Calls >= k;
            answers.Add(answer);
            AssertReadersSee(answer, workspace, $"{fault} at call {k}, still open");
        }

        files.Arm(int.MaxValue);
        using var reopened = Workspace.Open(folder, _clock);
        Assert.Empty(reopened.Notices);
        AssertReadersSee(answer, reopened, $"{fault} at call {k}, reopened");
        Assert.Empty(reopened.Snapshots.Verify("parts", reopened.Snapshots.Current("parts")!.Commit.Version));
        AssertCurrentFileIsRight(folder, reopened);
        PublishAgain(folder, reopened);
        return reached;
    }

    private static string Attempt(Workspace workspace, IRunLease lease)
    {
        try
        {
            return workspace.Publish(lease, "new") is null ? "unchanged" : "published";
        }
        catch (ProblemException e)
        {
            return Assert.Single(e.Problems).Code;
        }
    }

    private static void AssertReadersSee(string answer, Workspace workspace, string place)
    {
        var seen = workspace.Read();
        var allowed = answer switch
        {
            "published" => ["new"],
            "SEG-PUB-003" => ["old", "new"],
            _ => new[] { "old" },
        };
        Assert.True(allowed.Contains(seen), $"{place}: the answer was {answer}, readers see '{seen}'.");
    }

    private static void AssertCurrentFileIsRight(TestFolder folder, Workspace workspace)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder["snapshots", "parts", "current.json"]));
        Assert.Equal(workspace.Snapshots.Current("parts")!.Commit.Version, json.RootElement.GetProperty("version").GetInt64());
    }

    /// <summary>The next run, which resumes the one that failed, ends as if nothing had happened and leaves nothing lying about.</summary>
    private static void PublishAgain(TestFolder folder, Workspace workspace)
    {
        var before = workspace.Snapshots.List("parts").Count;
        var isNew = workspace.Read() == "new";
        var published = workspace.Publish("new")!;

        Assert.Equal("new", workspace.Read());
        Assert.Equal(isNew ? before : before + 1, workspace.Snapshots.List("parts").Count);
        Assert.Empty(workspace.Snapshots.Verify("parts", published.Commit.Version));
        var versions = workspace.Snapshots.List("parts").Select(s => Path.GetFileName(s.Folder));
        Assert.Equal([.. versions, "current.json"], Directory.GetFileSystemEntries(folder["snapshots", "parts"]).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal));
    }
}
