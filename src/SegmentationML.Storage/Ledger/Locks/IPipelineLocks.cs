namespace SegmentationML.Storage.Ledger.Locks;

/// <summary>Locks that let one run hold a pipeline, and end with the process that holds them.</summary>
internal interface IPipelineLocks
{
    /// <summary>Takes a pipeline; null when another run holds it.</summary>
    IPipelineLock? TryAcquire(string pipeline);

    /// <summary>Whether any run holds a pipeline.</summary>
    bool IsHeld(string pipeline);
}
