using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Snapshots;

public sealed class SnapshotRecoveryTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_LedgerLost_ReadsEveryVersionBackAndGoesOnWithTheNextNumber()
    {
        var before = PublishThree();
        DeleteLedger();

        using var workspace = Open();

        Assert.Equal("SEG-PUB-008", Assert.Single(workspace.Notices).Code);
        Assert.Equal(before, workspace.Snapshots.List("parts").Select(s => s.Commit));
        Assert.Equal("three", workspace.Read());
        Assert.Empty(workspace.Ledger.Runs(null, 10));
        Assert.All(before, commit => Assert.Empty(workspace.Snapshots.Verify("parts", commit.Version)));
        Assert.Null(workspace.Publish("three", unlessSame: true));
        var next = workspace.Publish("four")!;
        Assert.Equal((4L, (long?)3L), (next.Commit.Version, next.Commit.Parent));
        Assert.DoesNotContain(next.Commit.Run, before.Select(commit => commit.Run));
    }

    [Fact]
    public void Open_LedgerRestoredFromAnOlderBackup_KeepsWhatWasPublishedSince()
    {
        using (var workspace = Open())
        {
            workspace.Publish("one");
        }

        File.Copy(_folder["ledger.db"], _folder["backup"]);
        using (var workspace = Open())
        {
            workspace.Publish("two");
            workspace.Publish("three");
        }

        DeleteLedger();
        File.Move(_folder["backup"], _folder["ledger.db"]);
        using var reopened = Open();

        Assert.Equal("SEG-PUB-008", Assert.Single(reopened.Notices).Code);
        Assert.Equal("three", reopened.Read());
        Assert.Equal(4, reopened.Publish("four")!.Commit.Version);
        Assert.Equal([1L, 2L, 3L, 4L], reopened.Snapshots.List("parts").Select(s => s.Commit.Version));
    }

    [Fact]
    public void Open_LedgerLostAndAVersionDamaged_LeavesThatOneOutAndSaysSo()
    {
        PublishThree();
        DeleteLedger();
        var damaged = _folder["snapshots", "parts", "000003", "policies.parquet"];
        File.Delete(damaged);
        File.WriteAllText(damaged, "thrEe");

        using var workspace = Open();

        Assert.Equal(["SEG-PUB-008", "SEG-PUB-009"], workspace.Notices.Select(n => n.Code));
        Assert.Equal("two", workspace.Read());
        Assert.True(File.Exists(_folder["quarantine", "parts-000003", "manifest.json"]));
        Assert.False(Directory.Exists(_folder["snapshots", "parts", "000003"]));
        Assert.Equal(4, workspace.Publish("four")!.Commit.Version);
    }

    [Theory]
    [InlineData("\"version\": 2", "\"version\": 3")]
    [InlineData("\"pipeline\": \"parts\"", "\"pipeline\": \"other\"")]
    [InlineData("\"as_of\": \"2011-12-10\"", "\"as_of\": \"2011-12-11\"")]
    public void Open_LedgerLostAndAManifestForged_LeavesThatOneOut(string from, string to)
    {
        PublishThree();
        DeleteLedger();
        var manifest = _folder["snapshots", "parts", "000002", "manifest.json"];
        var text = File.ReadAllText(manifest);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.Delete(manifest);
        File.WriteAllText(manifest, text.Replace(from, to, StringComparison.Ordinal));

        using var workspace = Open();

        Assert.Equal("SEG-PUB-009", workspace.Notices[^1].Code);
        Assert.Equal([1L, 3L], workspace.Snapshots.List("parts").Select(s => s.Commit.Version));
    }

    [Fact]
    public void Open_FoldersThatAreNoVersions_AreLeftAlone()
    {
        PublishThree();
        Directory.CreateDirectory(_folder["snapshots", "parts", "notes"]);
        Directory.CreateDirectory(_folder["snapshots", "parts", "7"]);
        Directory.CreateDirectory(_folder["snapshots", "No Pipeline", "000001"]);

        using var workspace = Open();

        Assert.Empty(workspace.Notices);
        workspace.Publish("four");
        Assert.True(Directory.Exists(_folder["snapshots", "parts", "notes"]));
        Assert.True(Directory.Exists(_folder["snapshots", "parts", "7"]));
        Assert.True(Directory.Exists(_folder["snapshots", "No Pipeline", "000001"]));
    }

    [Fact]
    public void Begin_LeftoversOfAKilledPublish_AreNeverShownAndRemoved()
    {
        PublishThree();
        using var workspace = Open();
        using (var lease = workspace.Begin())
        {
            var rows = new Storage.Snapshots.VersionRows(workspace.Database, TimeProvider.System);
            Assert.Equal(4, rows.Reserve(lease));
        }

        Directory.CreateDirectory(_folder["snapshots", "parts", "000004"]);
        Directory.CreateDirectory(_folder["snapshots", "parts", ".draft-3"]);
        File.WriteAllText(_folder["snapshots", "parts", ".draft-3", "half.parquet"], "half");

        using var reopened = Open();
        Assert.Empty(reopened.Notices);
        Assert.Equal("three", reopened.Read());
        Assert.Equal("SEG-PUB-001", Assert.Throws<ProblemException>(() => reopened.Snapshots.Open("parts", 4)).Problems[0].Code);
        Assert.Equal(5, reopened.Publish("five")!.Commit.Version);
        Assert.False(Directory.Exists(_folder["snapshots", "parts", "000004"]));
        Assert.False(Directory.Exists(_folder["snapshots", "parts", ".draft-3"]));
    }

    [Fact]
    public void Begin_FolderWithANumberThatWasNeverGivenOut_IsNotTouched()
    {
        PublishThree();
        using var workspace = Open();
        Directory.CreateDirectory(_folder["snapshots", "parts", "000004"]);
        File.WriteAllText(_folder["snapshots", "parts", "000004", "theirs.txt"], "x");

        Assert.Equal("SEG-LEDG-008", Assert.Throws<ProblemException>(() => workspace.Publish("four")).Problems[0].Code);

        Assert.True(File.Exists(_folder["snapshots", "parts", "000004", "theirs.txt"]));
        Assert.Equal("three", workspace.Read());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"version\": 1}")]
    [InlineData("\0\0\0")]
    public void Open_CurrentFileMissingOrWrong_IsRepaired(string? text)
    {
        PublishThree();
        var path = _folder["snapshots", "parts", "current.json"];
        var right = File.ReadAllText(path);
        File.Delete(path);
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        using var workspace = Open();

        Assert.Equal(right, File.ReadAllText(path));
        using var json = System.Text.Json.JsonDocument.Parse(right);
        Assert.Equal((3, "000003"), (json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("folder").GetString()));
    }

    private Workspace Open() => Workspace.Open(_folder, _clock);

    private Pipeline.Ports.SnapshotCommit[] PublishThree()
    {
        using var workspace = Open();
        workspace.Publish("one");
        workspace.Publish("two");
        workspace.Publish("three");
        return [.. workspace.Snapshots.List("parts").Select(s => s.Commit)];
    }

    private void DeleteLedger()
    {
        foreach (var file in Directory.GetFiles(_folder, "ledger.db*"))
        {
            File.Delete(file);
        }
    }
}
