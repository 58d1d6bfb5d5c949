namespace SegmentationML.Storage.Ledger.Locks;

/// <summary>A pipeline that is held until this is disposed, or its process ends.</summary>
internal interface IPipelineLock : IDisposable
{
    /// <summary>Takes the lock again where it was lost with its connection. That it could not be had changes nothing: whose word counts is decided by the fencing token.</summary>
    void Renew();
}
