namespace SegmentationML.Storage.Snapshots;

/// <summary>What came of the attempt to make a version the current one.</summary>
internal enum CommitOutcome
{
    /// <summary>It is the current version.</summary>
    Committed,

    /// <summary>Nothing changed: another version has become the current one.</summary>
    ParentMoved,

    /// <summary>Nothing changed: the run no longer holds its pipeline.</summary>
    LeaseLost,
}
