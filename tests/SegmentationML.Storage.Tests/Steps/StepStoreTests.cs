using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Steps;

public sealed class StepStoreTests : IDisposable
{
    private static readonly string Key = "0123456789abcdef" + new string('a', 48);
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace;

    public StepStoreTests() => _workspace = Workspace.Open(_folder, _clock);

    private IStepStore Steps => _workspace.Steps;

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Find_AfterCommit_GivesWhatWasCommitted()
    {
        var made = Make(Key);

        Assert.Equal(new StepOutput("parts/ingest-0123456789abcdef", """{"rows":3}""", 3, "3 lines"), made);
        Assert.Equal(made, Steps.Find("parts", StepName.Ingest, Key));
        Assert.Equal("lines", File.ReadAllText(Path.Combine(Steps.Folder, made.Name, "lines.parquet")));
        Assert.Equal("part", File.ReadAllText(Path.Combine(Steps.Folder, made.Name, "days", "1.parquet")));
        Assert.Equal(["parts/ingest-0123456789abcdef"], Entries());
    }

    [Fact]
    public void Find_BeforeCommitOrWithAnotherKeyStepOrPipeline_FindsNothing()
    {
        using var draft = Steps.Begin("parts", StepName.Ingest, Key);
        File.WriteAllText(Path.Combine(draft.Folder, "lines.parquet"), "lines");

        Assert.Equal("parts/ingest-0123456789abcdef", draft.Name);
        Assert.Null(Steps.Find("parts", StepName.Ingest, Key));
        draft.Commit("{}", 0, string.Empty);
        Assert.NotNull(Steps.Find("parts", StepName.Ingest, Key));
        Assert.Null(Steps.Find("parts", StepName.Ingest, new string('b', 64)));
        Assert.Null(Steps.Find("parts", StepName.Features, Key));
        Assert.Null(Steps.Find("customers", StepName.Ingest, Key));
    }

    [Fact]
    public void Find_KeyWithTheSameBeginning_FindsNothing()
    {
        Make(Key);

        Assert.Null(Steps.Find("parts", StepName.Ingest, Key[..16] + new string('f', 48)));
    }

    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using (var draft = Steps.Begin("parts", StepName.Ingest, Key))
        {
            File.WriteAllText(Path.Combine(draft.Folder, "lines.parquet"), "lines");
        }

        Assert.Empty(Entries());
    }

    public static TheoryData<string, Action<string>> Damages => new()
    {
        { "file missing", folder => File.Delete(Path.Combine(folder, "lines.parquet")) },
        { "file shortened", folder => File.WriteAllText(Path.Combine(folder, "lines.parquet"), "lin") },
        { "file below missing", folder => File.Delete(Path.Combine(folder, "days", "1.parquet")) },
        { "file too many", folder => File.WriteAllText(Path.Combine(folder, "other.parquet"), string.Empty) },
        { "no mark", folder => File.Delete(Path.Combine(folder, "step.json")) },
        { "mark cut short", folder => File.WriteAllText(Path.Combine(folder, "step.json"), "{\"format\":1,") },
        { "mark empty", folder => File.WriteAllText(Path.Combine(folder, "step.json"), string.Empty) },
        { "mark is null", folder => File.WriteAllText(Path.Combine(folder, "step.json"), "null") },
        { "mark without files", folder => File.WriteAllText(Path.Combine(folder, "step.json"), $$"""{"format":1,"key":"{{Key}}","rows":3,"summary":"","result":"{}"}""") },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public void Find_DamagedOutput_IsDroppedAndCanBeMadeAgain(string damage, Action<string> apply)
    {
        apply(Path.Combine(Steps.Folder, Make(Key).Name));

        Assert.Null(Steps.Find("parts", StepName.Ingest, Key));
        Assert.True(Entries().Length == 0, damage);
        Make(Key);
        Assert.NotNull(Steps.Find("parts", StepName.Ingest, Key));
    }

    [Fact]
    public void Commit_OfAnOutputThatIsThere_ReplacesIt()
    {
        Make(Key);
        using var draft = Steps.Begin("parts", StepName.Ingest, Key);
        File.WriteAllText(Path.Combine(draft.Folder, "lines.parquet"), "again");

        draft.Commit("{}", 1, "again");

        Assert.Equal("again", Steps.Find("parts", StepName.Ingest, Key)!.Summary);
        Assert.Equal(["parts/ingest-0123456789abcdef"], Entries());
    }

    [Fact]
    public void Commit_ResultThatIsNoJson_IsRefused()
    {
        using var draft = Steps.Begin("parts", StepName.Ingest, Key);

        Assert.ThrowsAny<System.Text.Json.JsonException>(() => draft.Commit("{", 1, string.Empty));
    }

    [Fact]
    public void Commit_WithALinkInside_IsRefused()
    {
        using var draft = Steps.Begin("parts", StepName.Ingest, Key);
        File.CreateSymbolicLink(Path.Combine(draft.Folder, "lines.parquet"), _folder["ledger.db"]);

        Assert.Equal("SEG-LEDG-010", Assert.Throws<ProblemException>(() => draft.Commit("{}", 1, string.Empty)).Problems[0].Code);
        Assert.Empty(Entries());
        Assert.True(File.Exists(_folder["ledger.db"]));
    }

    [Fact]
    public void Begin_TwoDraftsOfOneKey_TheLastCommitStays()
    {
        using var one = Steps.Begin("parts", StepName.Ingest, Key);
        using var two = Steps.Begin("parts", StepName.Ingest, Key);
        Assert.NotEqual(one.Folder, two.Folder);

        one.Commit("{}", 1, "one");
        two.Commit("{}", 2, "two");

        Assert.Equal("two", Steps.Find("parts", StepName.Ingest, Key)!.Summary);
    }

    [Fact]
    public void Trim_RemovesWhatIsNotKeptAndLongUnused()
    {
        var (kept, unused, used) = ("1" + Key[1..], "2" + Key[1..], "3" + Key[1..]);
        Make(kept);
        Make(unused);
        Make(used);
        _clock.Now += TimeSpan.FromDays(10);
        Steps.Find("parts", StepName.Ingest, used);

        Steps.Trim("parts", [(StepName.Ingest, kept)], TimeSpan.FromDays(7));

        Assert.NotNull(Steps.Find("parts", StepName.Ingest, kept));
        Assert.NotNull(Steps.Find("parts", StepName.Ingest, used));
        Assert.Null(Steps.Find("parts", StepName.Ingest, unused));
    }

    [Fact]
    public void Trim_LeavesDraftsOfLivingProcessesAndFilesThatAreNotItsOwn()
    {
        File.WriteAllText(Directory.CreateDirectory(_folder["cache", "parts"]).FullName + "/run.duckdb", "x");
        Directory.CreateDirectory(_folder["cache", "parts", "notes-0123456789abcdef"]);
        using var draft = Steps.Begin("parts", StepName.Ingest, Key);

        Steps.Trim("parts", [], TimeSpan.Zero);

        Assert.True(Directory.Exists(draft.Folder));
        draft.Commit("{}", 1, string.Empty);
        Assert.NotNull(Steps.Find("parts", StepName.Ingest, Key));
        Assert.True(File.Exists(_folder["cache", "parts", "run.duckdb"]));
        Assert.True(Directory.Exists(_folder["cache", "parts", "notes-0123456789abcdef"]));
    }

    [Fact]
    public void Trim_RemovesTheDraftOfAKilledProcess_NotBefore()
    {
        using var child = new ChildProcess("draft", _folder);
        var draft = child.ReadLine()!;
        Steps.Trim("parts", [], TimeSpan.Zero);
        Assert.True(File.Exists(Path.Combine(draft, "half.parquet")));

        child.Kill();
        Steps.Trim("parts", [], TimeSpan.Zero);

        Assert.Empty(Entries());
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("0123456789ABCDEF")]
    public void Begin_KeyThatIsNoDigest_IsRefused(string key) => Assert.Throws<ArgumentException>(() => Steps.Begin("parts", StepName.Ingest, key));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Commit_WithEachCallFailing_LeavesAWholeOutputOrNone(int fault)
    {
        for (var k = 1; ; k++)
        {
            using var folder = new TestFolder(inMemory: true);
            var files = new FaultyFiles((Fault)fault);
            using var workspace = Workspace.Open(folder, _clock, files);
            Make(Key, workspace.Steps, "old");
            files.Arm(k);
            string? seen = null;
            try
            {
                Make(Key, workspace.Steps, "new");
            }
            catch (ProblemException e)
            {
                seen = e.Problems[0].Code;
            }

            var calls = files.Calls;
            files.Arm(int.MaxValue);
            var found = workspace.Steps.Find("parts", StepName.Ingest, Key);
            Assert.True(found is null || found.Summary == File.ReadAllText(Path.Combine(workspace.Steps.Folder, found.Name, "lines.parquet")), $"call {k}");
            if (seen is null && calls < k)
            {
                Assert.True(k > 8, "the faults must reach every call");
                return;
            }

            workspace.Steps.Trim("parts", [(StepName.Ingest, Key)], TimeSpan.Zero);
            Make(Key, workspace.Steps, "third");
            Assert.Equal("third", workspace.Steps.Find("parts", StepName.Ingest, Key)!.Summary);
        }
    }

    private static StepOutput Make(string key, IStepStore steps, string text)
    {
        using var draft = steps.Begin("parts", StepName.Ingest, key);
        File.WriteAllText(Path.Combine(draft.Folder, "lines.parquet"), text);
        return draft.Commit("{}", 1, text);
    }

    private StepOutput Make(string key)
    {
        using var draft = Steps.Begin("parts", StepName.Ingest, key);
        File.WriteAllText(Path.Combine(draft.Folder, "lines.parquet"), "lines");
        Directory.CreateDirectory(Path.Combine(draft.Folder, "days"));
        File.WriteAllText(Path.Combine(draft.Folder, "days", "1.parquet"), "part");
        return draft.Commit("""{"rows":3}""", 3, "3 lines");
    }

    private string[] Entries()
        => Directory.Exists(_folder["cache", "parts"]) ? [.. Directory.GetFileSystemEntries(_folder["cache", "parts"]).Select(e => "parts/" + Path.GetFileName(e))] : [];
}
