using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Storage.Backup;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Backup;

/// <summary>Backups of a workspace in use, what is restored from them, and archives that are not to be trusted.</summary>
public sealed class WorkspaceBackupTests(PostgresServer server) : IDisposable
{
    private readonly TestFolder _folder = new(inMemory: true);
    private readonly ManualClock _clock = new();

    private string Archive => _folder["backup.tar"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Restore_OfALedgerInAFileOrOnAServer_HasTheSameBytesRunsAndChain(bool fromServer, bool toServer)
    {
        string before;
        using (var workspace = Workspace.Open(_folder["w"], _clock, fromServer ? server.NewLedger() : null))
        {
            workspace.Publish("one");
            workspace.Publish("two", request: "r2");
            workspace.Names.Point("parts", "champion", 1, "ann");
            workspace.Keys.Add(new("0123456789ab", "ann", new string('a', 64), ["read"], default, "ann", null, null, null));
            Directory.CreateDirectory(_folder["w", "reports", "parts"]);
            File.WriteAllText(_folder["w", "reports", "parts", "latest.html"], "report");
            Assert.Equal(2, workspace.Backup(Archive).Versions);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Archive) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
            before = workspace.Audit.Verify().Head;
        }

        var ledger = toServer ? server.NewLedger() : null;
        Workspace.Restore(Archive, _folder["r"], _clock, ledger);
        Assert.True(OperatingSystem.IsWindows() || toServer || File.GetUnixFileMode(_folder["r", "ledger.db"]) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        using var restored = Workspace.Open(_folder["r"], _clock, ledger);
        Assert.Empty(restored.Notices);
        Assert.Equal("two", restored.Read());
        Assert.Equal(Digests(_folder["w", "snapshots"]), Digests(_folder["r", "snapshots"]));
        Assert.Equal(before, restored.Audit.Verify().Head);
        Assert.Empty(restored.Audit.Verify().Findings);
        Assert.Equal(2, restored.Ledger.Runs("parts", 10).Count);
        Assert.Equal("ann", Assert.Single(restored.Keys.List()).Name);
        Assert.Equal("report", File.ReadAllText(_folder["r", "reports", "parts", "latest.html"]));
        restored.Publish("three", request: "r3"); // Numbers and sequences go on.
        Assert.Equal(3, restored.Snapshots.Current("parts")!.Commit.Version);
    }

    [Fact]
    public async Task Backup_WhileAnotherPublishes_HoldsWholeVersionsOnly()
    {
        using var workspace = Workspace.Open(_folder["w"], _clock);
        workspace.Publish("0", request: "0");
        using var end = new CancellationTokenSource();
        var publishing = Task.Run(
            () =>
            {
                using var other = Workspace.Open(_folder["w"], _clock);
                for (var i = 1; !end.IsCancellationRequested; i++)
                {
                    other.Publish(Publishing.Number(i), request: Publishing.Number(i));
                }
            },
            TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            var versions = workspace.Backup(_folder[$"b{i}.tar"]).Versions;
            Workspace.Restore(_folder[$"b{i}.tar"], _folder[$"r{i}"], _clock);
            using var restored = Workspace.Open(_folder[$"r{i}"], _clock);
            Assert.Empty(restored.Notices);
            Assert.Equal(versions, restored.Snapshots.List("parts").Count);
            Assert.All(restored.Snapshots.List("parts"), v => Assert.Empty(restored.Snapshots.Verify("parts", v.Commit.Version)));
            Assert.Empty(restored.Audit.Verify().Findings);
        }

        await end.CancelAsync();
        await publishing;
    }

    [Fact]
    public void Backup_OverAFileOrOfADamagedVersion_IsRefusedAndLeavesNothing()
    {
        using var workspace = Workspace.Open(_folder["w"], _clock);
        workspace.Publish("one");
        File.WriteAllText(Archive, "mine");
        Assert.Equal("SEG-BKUP-001", Code(() => workspace.Backup(Archive)));
        File.Delete(Archive);
        var file = Path.Combine(workspace.Snapshots.Current("parts")!.Folder, Publishing.FileNames[1]);
        File.Delete(file);
        File.WriteAllText(file, "onE");
        Assert.Equal("SEG-BKUP-005", Code(() => workspace.Backup(Archive)));
        Assert.Equal(["w"], Directory.GetFileSystemEntries(_folder[""]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("../evil", "SEG-BKUP-003")]
    [InlineData("snapshots/../../evil", "SEG-BKUP-003")]
    [InlineData("/tmp/evil", "SEG-BKUP-003")]
    [InlineData("snapshots/parts/..", "SEG-BKUP-003")]
    [InlineData("snapshots\\..\\evil", "SEG-BKUP-003")]
    [InlineData("workspace.json", "SEG-BKUP-003")]
    [InlineData("cache/x", "SEG-BKUP-003")]
    [InlineData("ledger.db", "SEG-BKUP-003")]
    [InlineData("reports/extra.html", "SEG-BKUP-004")]
    public void Restore_OfAnEntryThatHasNoPlace_IsRefusedAndLeavesNothing(string name, string code)
    {
        Rewrite((writer, _) => writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("evil"u8.ToArray()) }));
        AssertRefused(code);
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    [InlineData(TarEntryType.Directory)]
    public void Restore_OfALink_IsRefusedAndLeavesNothing(TarEntryType type)
    {
        Rewrite((writer, _) => writer.WriteEntry(type == TarEntryType.Directory ? new PaxTarEntry(type, "snapshots/x") : new PaxTarEntry(type, "reports/link") { LinkName = "/etc/passwd" }));
        AssertRefused("SEG-BKUP-003");
    }

    [Fact]
    public void Restore_OfAnArchiveWithAFlippedByteOrCutShort_IsRefusedAndLeavesNothing()
    {
        MakeBackup();
        var whole = File.ReadAllBytes(Archive);
        var at = Encoding.Latin1.GetString(whole).IndexOf("one", StringComparison.Ordinal);
        byte[] flipped = [.. whole];
        flipped[at] ^= 1;
        File.WriteAllBytes(Archive, flipped);
        AssertRefused("SEG-BKUP-004");
        foreach (var length in new[] { 0, 100, 513, whole.Length / 2, whole.Length - 4096 })
        {
            File.WriteAllBytes(Archive, whole[..length]);
            AssertRefused("SEG-BKUP-003");
        }

        File.WriteAllText(Archive, "no archive at all, but long enough to be read as the head of one: " + new string('x', 2000));
        AssertRefused("SEG-BKUP-003");
    }

    [Fact]
    public void Restore_IntoAFolderThatHoldsSomething_IsRefused()
    {
        MakeBackup();
        Directory.CreateDirectory(_folder["r"]);
        File.WriteAllText(_folder["r", "mine.txt"], "mine");
        Assert.Equal("SEG-BKUP-002", Code(() => Workspace.Restore(Archive, _folder["r"], _clock)));
        Assert.Equal("mine", File.ReadAllText(_folder["r", "mine.txt"]));
    }

    [Fact]
    public void Restore_IntoALedgerThatIsNotEmpty_IsRefused()
    {
        MakeBackup();
        var ledger = server.NewLedger();
        using (var other = Workspace.Open(_folder["other"], _clock, ledger))
        {
            other.Publish("theirs");
        }

        Assert.Equal("SEG-LEDG-023", Code(() => Workspace.Restore(Archive, _folder["r"], _clock, ledger)));
        Assert.False(Directory.Exists(_folder["r"]));
    }

    private void MakeBackup()
    {
        using var workspace = Workspace.Open(_folder["w"], _clock);
        workspace.Publish("one");
        workspace.Backup(Archive);
    }

    /// <summary>Puts one more entry before the last of a good backup.</summary>
    private void Rewrite(Action<TarWriter, string> add)
    {
        MakeBackup();
        var good = _folder["good.tar"];
        File.Move(Archive, good);
        using var from = new TarReader(File.OpenRead(good));
        using var to = new TarWriter(File.Create(Archive), TarEntryFormat.Pax);
        while (from.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.Name == BackupContent.EntryName)
            {
                add(to, entry.Name);
            }

            to.WriteEntry(entry);
        }
    }

    private void AssertRefused(string code)
    {
        var before = Directory.GetFileSystemEntries(_folder[""]).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(code, Code(() => Workspace.Restore(Archive, _folder["r"], _clock)));
        Assert.Equal(before, Directory.GetFileSystemEntries(_folder[""]).Order(StringComparer.Ordinal));
    }

    private static string Code(Action act) => Assert.Throws<ProblemException>(act).Problems[0].Code;

    private static string[] Digests(string folder)
        => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => $"{Path.GetRelativePath(folder, f)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}")];
}
