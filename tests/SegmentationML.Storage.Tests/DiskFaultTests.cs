using System.Diagnostics;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests;

/// <summary>A disk that really is full and one that really cannot be written, in a mount namespace of the test's own (Linux).</summary>
public sealed class DiskFaultTests : IDisposable
{
    private const string Segml = "\"$0\" \"$1\" child";
    private const string Served = "old;0;Published";
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Publish_OnADiskThatIsFullAtAnyPoint_KeepsWhatWasThereAndGoesOnWhenThereIsRoom()
    {
        var lines = await OnOwnMount("size=32m", $"\"$0\" \"$1\" child fill \"$2\"");

        Assert.Equal(41, lines.Length);
        foreach (var line in lines)
        {
            var parts = line.Split(';');
            var (room, answer, seen) = (parts[0], parts[1], parts[2]);
            Assert.True(answer is "published" or "writer" or "SEG-LEDG-007" or "SEG-PUB-003", line);
            Assert.True(answer == "SEG-PUB-003" || seen == (answer == "published" ? "new" : "before"), line);
            Assert.Equal(("True", $"after {room}"), (parts[3], parts[4]));
        }

        var answers = lines.Select(line => line.Split(';')[1]).ToHashSet();
        Assert.Contains("published", answers);
        Assert.Contains("SEG-LEDG-007", answers);
    }

    [Fact]
    public async Task Open_OnADiskThatCannotBeWritten_SaysSo()
        => Assert.Equal(["opened", "SEG-LEDG-006"], await OnOwnMount("size=8m", "\"$0\" \"$1\" child open \"$2/w\"; mount -o remount,ro \"$2\"; \"$0\" \"$1\" child open \"$2/w\""));

    /// <remarks>What is only a matter of the ledger may be done where just the folders of files cannot be written; the file that tells others follows later.</remarks>
    [Theory]
    [InlineData("full", "SEG-LEDG-007 SEG-LEDG-007 SEG-LEDG-007; as before; 1+2+3+4+5, told 4", "done done done; candidate, 3+4+5, 1 Retired, 5 Live; 3+4+5, told 5; 0 findings")]
    [InlineData("read-only", "done done done; candidate, 3+4+5, 1 Retired, 5 Live; 1+2+3+4+5, told 4", "done SEG-PROM-003 done; candidate, 4+5, 1 Retired, 5 Live; 4+5, told 5; 0 findings")]
    public async Task ExpireAndActivate_OnADiskThatIsInTheWay_AreDoneWhollyOrNotAtAll(string how, string during, string after)
    {
        Assert.Equal([during, after], await OnOwnMount("size=16m", $"{Segml} decide-in-the-way \"$2\" {how}"));
    }

    [Fact]
    public async Task OpenToRead_OnADiskThatCannotBeWritten_ServesTheLastVersion()
        => Assert.Equal(["opened", Served, Served], await OnOwnMount("size=8m", $"{Segml} open \"$2/w\"; mount -o remount,ro \"$2\"; {Segml} read \"$2/w\"; {Segml} read \"$2/w\""));

    [Fact]
    public async Task OpenToRead_OnAFullDisk_ServesTheLastVersion()
        => Assert.Equal(["opened", Served, Served], await OnOwnMount("size=8m", $"{Segml} open \"$2/w\"; cat /dev/zero > \"$2/ballast\" 2> /dev/null; {Segml} read \"$2/w\"; {Segml} read \"$2/w\""));

    [Fact]
    public async Task OpenToRead_WithTheLedgerLostOnADiskThatCannotBeWritten_ReadsVersionsBackFromTheirManifests()
        => Assert.Equal(["opened", "old;0;"], await OnOwnMount("size=8m", $"{Segml} open \"$2/w\"; rm \"$2\"/w/ledger.db*; mount -o remount,ro \"$2\"; {Segml} read \"$2/w\""));

    /// <remarks>The commits of a process that died stand in the ledger's log only: the file without its log knows no version.</remarks>
    [Theory]
    [InlineData("mount -o remount,ro \"$2\"")]
    [InlineData("cat /dev/zero > \"$2/ballast\" 2> /dev/null")]
    public async Task OpenToRead_AfterAProcessDied_ReadsTheLedgersLogToo(string spoil)
        => Assert.Equal(["log", Served, Served], await OnOwnMount("size=8m", $"{Segml} crash \"$2/w\"; test -s \"$2/w/ledger.db-wal\" && echo log; {spoil}; {Segml} read \"$2/w\"; {Segml} read \"$2/w\""));

    [Fact]
    public void OpenToRead_WhereThereIsNoWorkspace_IsAProblemAndMakesNone()
    {
        Assert.Equal("SEG-LEDG-015", Assert.Single(Assert.Throws<Core.ProblemException>(() => Workspace.OpenToRead(_folder["none"], TimeProvider.System)).Problems).Code);
        Assert.False(Directory.Exists(_folder["none"]));
    }

    /// <summary>Runs a script whose $2 is a small file system of its own, with $0 and $1 starting this program.</summary>
    /// <returns>The lines that it wrote.</returns>
    private async Task<string[]> OnOwnMount(string options, string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Mount namespaces are a thing of Linux.");
        var mount = $"mount -t tmpfs -o {options} tmpfs \"$2\" || exit 77; ";
        var start = new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "sh", "-c", mount + script, ChildProcess.Dotnet(), ChildProcess.Program, _folder])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(process.ExitCode is 1 or 77 && output.Length == 0, "This user may not make a mount namespace.");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no unshare command.");
            throw;
        }
    }
}
