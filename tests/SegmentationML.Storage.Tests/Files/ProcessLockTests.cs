using SegmentationML.Storage.Files;
using SegmentationML.Storage.Tests.Support;

namespace SegmentationML.Storage.Tests.Files;

/// <summary>What other processes see is tested with the ledger, which names the holder.</summary>
public sealed class ProcessLockTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => _folder["x.lock"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryAcquire_WhileHeld_IsNullEvenInTheSameProcess()
    {
        using (ProcessLock.TryAcquire(File))
        {
            Assert.Null(ProcessLock.TryAcquire(File));
            Assert.True(ProcessLock.IsHeld(File));
        }

        Assert.False(ProcessLock.IsHeld(File));
        using var again = ProcessLock.TryAcquire(File);
        Assert.NotNull(again);
    }

    [Fact]
    public void IsHeld_MissingFile_IsFalseAndMakesNone()
    {
        Assert.False(ProcessLock.IsHeld(File));
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void TryAcquire_ManyAtOnce_GivesItToOneAtATime()
    {
        var inside = 0;
        var taken = 0;
        Parallel.For(0, 8, _ =>
        {
            for (var n = 0; n < 200; n++)
            {
                using var held = ProcessLock.TryAcquire(File);
                if (held is not null)
                {
                    Assert.Equal(1, Interlocked.Increment(ref inside));
                    Interlocked.Increment(ref taken);
                    Interlocked.Decrement(ref inside);
                }
            }
        });

        Assert.True(taken > 0);
    }
}
