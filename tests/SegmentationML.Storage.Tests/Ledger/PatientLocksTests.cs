using System.Diagnostics;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger.Locks;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Ledger;

/// <summary>A lock that nobody has is to be had, whatever else the process does.</summary>
public sealed class PatientLocksTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FileLocks _locks;

    public PatientLocksTests() => _locks = new FileLocks(_folder);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Acquire_WhileProgramsAreStarted_IsNeverRefused()
    {
        using var end = new CancellationTokenSource();
        var starting = Task.Run(() => StartUntil(end.Token), Cancellation);
        for (var n = 0; n < 20000; n++)
        {
            using var held = _locks.Acquire("parts", Cancellation);
            Assert.NotNull(held);
        }

        await end.CancelAsync();
        await starting;
    }

    /// <summary>What readers shared is to be had alone once they are done, as an expiry has it.</summary>
    [Fact]
    public async Task Take_AfterAShareWhileProgramsAreStarted_IsNeverRefused()
    {
        var path = _folder["manifest.json"];
        await File.WriteAllTextAsync(path, "{}", Cancellation);
        using var end = new CancellationTokenSource();
        var starting = Task.Run(() => StartUntil(end.Token), Cancellation);
        for (var n = 0; n < 20000; n++)
        {
            using (var shared = Patience.For(() => ProcessLock.TryShare(path), () => File.Exists(path)))
            {
                Assert.NotNull(shared);
            }

            using var alone = Patience.For(() => ProcessLock.TryTake(path), () => File.Exists(path));
            Assert.NotNull(alone);
        }

        await end.CancelAsync();
        await starting;
    }

    /// <summary>Where trying again is of no use, nobody waits.</summary>
    [Fact]
    public void Take_OfAFileThatIsGone_IsRefusedAtOnce()
    {
        var tries = 0;
        Assert.Null(Patience.For(() => ProcessLock.TryTake(_folder["gone.json"]), () => ++tries > 1));
        Assert.Equal(1, tries);
    }

    [Fact]
    public void Acquire_WhileHeld_IsRefused()
    {
        using var held = _locks.Acquire("parts", Cancellation);

        Assert.Null(_locks.Acquire("parts", Cancellation));
    }

    [Fact]
    public void Acquire_Cancelled_Throws()
        => Assert.Throws<OperationCanceledException>(() => _locks.Acquire("parts", new CancellationToken(canceled: true)));

    /// <summary>A program that is being started has all files of this process open, and so their locks, until it runs.</summary>
    private static void StartUntil(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            using var process = Process.Start(new ProcessStartInfo(OperatingSystem.IsWindows() ? "where" : "true") { RedirectStandardOutput = true, UseShellExecute = false })!;
            process.WaitForExit();
        }
    }
}
