using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger.Locks;

/// <summary>Taking a lock that may look held for a moment though nobody has it.</summary>
internal static class PatientLocks
{
    /// <summary>Takes a pipeline; null when it stays held for half a second.</summary>
    /// <param name="locks">The locks.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellation">Ends the tries with an <see cref="OperationCanceledException"/>.</param>
    public static IPipelineLock? Acquire(this IPipelineLocks locks, string pipeline, CancellationToken cancellation)
        => Patience.For(() => locks.TryAcquire(pipeline), cancellation: cancellation);
}
