using Microsoft.Data.Sqlite;
using SegmentationML.Core;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests;

public sealed class WorkspaceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_EmptyFolder_MakesTheLayout()
    {
        using var workspace = Workspace.Open(_folder["deep", "workspace"], _clock);

        Assert.Equal(
            ["cache", "ledger.db", "locks", "models", "quarantine", "reports", "snapshots", "workspace.json"],
            Directory.GetFileSystemEntries(workspace.Folder).Select(e => Path.GetFileName(e)!).Where(n => !n.StartsWith("ledger.db-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("""{"format":1}""", File.ReadAllText(Path.Combine(workspace.Folder, "workspace.json")));
        Assert.Empty(workspace.Notices);
        Assert.Empty(Directory.GetFiles(workspace.CacheFolder));
    }

    [Fact]
    public void Open_NewFolder_IsClosedToOthersAndOneThatWasThereKeepsItsMode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("This system has other rights.");
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(_folder["shared"], Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);

        Workspace.Open(_folder["new"], _clock).Dispose();
        Workspace.Open(_folder["shared"], _clock).Dispose();

        Assert.Equal(Owner, new DirectoryInfo(_folder["new"]).UnixFileMode);
        Assert.Equal(Owner | UnixFileMode.GroupRead | UnixFileMode.GroupExecute, new DirectoryInfo(_folder["shared"]).UnixFileMode);
    }

    [Fact]
    public void Open_FolderOfSomethingElse_IsRefusedAndLeftAsItWas()
    {
        File.WriteAllText(_folder["thesis.docx"], "x");

        Assert.Equal("SEG-LEDG-005", Refused().Code);
        Assert.Equal(["thesis.docx"], Directory.GetFileSystemEntries(_folder).Select(e => Path.GetFileName(e)!));
    }

    [Fact]
    public void Open_File_IsRefused()
    {
        File.WriteAllText(_folder["file"], "x");

        Assert.Equal("SEG-LEDG-005", Refused("file").Code);
    }

    [Fact]
    public void Open_FolderWithHiddenFilesOnly_IsTaken()
    {
        File.WriteAllText(_folder[".gitignore"], "*");

        Workspace.Open(_folder, _clock).Dispose();
    }

    [Fact]
    public void Open_WhereAFileStandsInAFoldersPlace_IsAProblem()
    {
        Workspace.Open(_folder, _clock).Dispose();
        Directory.Delete(_folder["locks"]);
        File.WriteAllText(_folder["locks"], "x");

        Assert.Equal("SEG-LEDG-008", Refused().Code);
    }

    [Fact]
    public void Open_FolderOfTheLayoutThatIsALink_IsRefused()
    {
        Workspace.Open(_folder["w"], _clock).Dispose();
        Directory.Delete(_folder["w", "snapshots"]);
        Directory.CreateDirectory(_folder["elsewhere"]);
        Directory.CreateSymbolicLink(_folder["w", "snapshots"], _folder["elsewhere"]);

        Assert.Equal("SEG-LEDG-010", Refused("w").Code);
    }

    [Theory]
    [InlineData("{\"format\":3}", "SEG-LEDG-004")]
    [InlineData("{\"format\":2}", "SEG-LEDG-005")]
    [InlineData("", "SEG-LEDG-005")]
    [InlineData("null", "SEG-LEDG-005")]
    [InlineData("{}", "SEG-LEDG-005")]
    public void Open_StampThatIsNewerOrUnreadable_IsRefused(string stamp, string code)
    {
        Workspace.Open(_folder, _clock).Dispose();
        File.WriteAllText(_folder["workspace.json"], stamp);

        Assert.Equal(code, Refused().Code);
    }

    [Fact]
    public void Open_StampLost_IsWrittenAgain()
    {
        Workspace.Open(_folder, _clock).Dispose();
        File.Delete(_folder["workspace.json"]);

        Workspace.Open(_folder, _clock).Dispose();

        Assert.True(File.Exists(_folder["workspace.json"]));
    }

    [Fact]
    public void Open_LedgerThatIsNoDatabase_IsRefused()
    {
        Workspace.Open(_folder, _clock).Dispose();
        File.WriteAllText(_folder["ledger.db"], new string('x', 8192));

        Assert.Equal("SEG-LEDG-003", Refused().Code);
    }

    [Fact]
    public void Open_LedgerWithADamagedPage_IsRefused()
    {
        using (var workspace = Workspace.Open(_folder, _clock))
        {
            workspace.Publish("one");
        }

        using (var ledger = new FileStream(_folder["ledger.db"], FileMode.Open, FileAccess.Write))
        {
            ledger.Seek(4096 * 3, SeekOrigin.Begin);
            ledger.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
        }

        Assert.Equal("SEG-LEDG-003", Refused().Code);
    }

    [Fact]
    public void Open_LedgerCutShort_IsRefused()
    {
        using (var workspace = Workspace.Open(_folder, _clock))
        {
            workspace.Publish("one");
        }

        using (var ledger = new FileStream(_folder["ledger.db"], FileMode.Open, FileAccess.Write))
        {
            ledger.SetLength(ledger.Length - 4096);
        }

        Assert.Equal("SEG-LEDG-003", Refused().Code);
    }

    [Fact]
    public void Open_LedgersLogIsGarbage_FallsBackToTheLastGoodCommit()
    {
        using (var workspace = Workspace.Open(_folder, _clock))
        {
            workspace.Publish("one");
        }

        File.WriteAllText(_folder["ledger.db-wal"], new string('x', 5000));

        using var reopened = Workspace.Open(_folder, _clock);
        Assert.Equal("one", reopened.Read());
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefused()
    {
        Workspace.Open(_folder, _clock).Dispose();
        File.Delete(_folder["ledger.db"]);
        Sql("CREATE TABLE theirs (x)");

        var problem = Refused();

        Assert.Equal("SEG-LEDG-003", problem.Code);
        Assert.Contains("another program", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_LedgerOfANewerProgram_IsRefused()
    {
        Workspace.Open(_folder, _clock).Dispose();
        Sql("INSERT INTO migrations VALUES (99, 'later', '')");

        Assert.Equal("SEG-LEDG-004", Refused().Code);
    }

    [Fact]
    public void Open_TwiceAtOnceInAnEmptyFolder_BothWork()
    {
        Parallel.For(0, 6, _ => Workspace.Open(_folder, _clock).Dispose());

        using var workspace = Workspace.Open(_folder, _clock);
        Assert.Equal(1, workspace.Publish("one")!.Commit.Version);
    }

    [Theory]
    [InlineData(nameof(Fault.Before))]
    [InlineData(nameof(Fault.After))]
    public void Open_WithEachCallFailing_SaysSoAndOpensTheNextTime(string fault)
    {
        for (var k = 1; ; k++)
        {
            using var folder = new TestFolder(inMemory: true);
            var files = new FaultyFiles(Enum.Parse<Fault>(fault));
            files.Arm(k);
            string? code = null;
            try
            {
                Workspace.Open(folder, _clock, files).Dispose();
            }
            catch (ProblemException e)
            {
                code = e.Problems[0].Code;
            }

            if (files.Calls < k)
            {
                Assert.Null(code);
                Assert.True(k > 20, $"Only {k - 1} calls were reached.");
                return;
            }

            Assert.Equal("SEG-LEDG-007", code);
            Workspace.Open(folder, _clock).Dispose();
        }
    }

    [Fact]
    public void Lease_OutlivingItsWorkspace_CanStillBeDisposed()
    {
        var workspace = Workspace.Open(_folder, _clock);
        var lease = workspace.Begin();
        workspace.Dispose();

        lease.Dispose();

        using var reopened = Workspace.Open(_folder, _clock);
        using var resumed = reopened.Begin();
        Assert.Equal(2, resumed.Run.Attempt);
    }

    private Problem Refused(params string[] names)
        => Assert.Single(Assert.Throws<ProblemException>(() => Workspace.Open(_folder[names], _clock)).Problems);

    private void Sql(string statement)
    {
        using var connection = new SqliteConnection($"Data Source={_folder["ledger.db"]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
