using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger.Locks;

/// <summary>Locks of the operating system on files, for the runs of one machine.</summary>
/// <param name="folder">The files' folder.</param>
internal sealed class FileLocks(string folder) : IPipelineLocks
{
    public IPipelineLock? TryAcquire(string pipeline)
        => FileProblem.Translate($"Locking pipeline '{pipeline}'", () => ProcessLock.TryAcquire(FileOf(pipeline))) is { } held ? new Held(held) : null;

    public bool IsHeld(string pipeline) => ProcessLock.IsHeld(FileOf(pipeline));

    private string FileOf(string pipeline) => SafePath.Below(folder, pipeline + ".lock");

    private sealed class Held(ProcessLock held) : IPipelineLock
    {
        public void Renew()
        {
            // The operating system keeps it as long as the process lives.
        }

        public void Dispose() => held.Dispose();
    }
}
