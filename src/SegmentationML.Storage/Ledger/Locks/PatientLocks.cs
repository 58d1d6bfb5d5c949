namespace SegmentationML.Storage.Ledger.Locks;

/// <summary>Taking a lock that may look held for a moment though nobody has it.</summary>
internal static class PatientLocks
{
    /// <summary>
    /// Whoever lists runs touches a lock's file for an instant; a program that this process is just starting has the file open until it runs; and the session of a run that was silent
    /// for too long is ended by the first try.
    /// </summary>
    private const int Tries = 25;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Takes a pipeline; null when it stays held for half a second.</summary>
    /// <param name="locks">The locks.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="cancellation">Ends the tries with an <see cref="OperationCanceledException"/>.</param>
    public static IPipelineLock? Acquire(this IPipelineLocks locks, string pipeline, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (locks.TryAcquire(pipeline) is { } held)
            {
                return held;
            }

            if (tries == Tries)
            {
                return null;
            }

            cancellation.WaitHandle.WaitOne(Pause);
        }
    }
}
