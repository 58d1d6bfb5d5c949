namespace SegmentationML.Pipeline.Ports;

/// <summary>The record of how published versions came into use and out of it. Every call is one transaction: a change and its trace in the audit chain are both there or neither is.</summary>
/// <remarks>Which version is in use is said by the snapshot store alone; this record follows it, also where a version came into use by another way, such as a rollback.</remarks>
public interface IPromotionLedger
{
    /// <summary>A version's record; null when there is none.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The version.</param>
    PromotionRecord? Find(string pipeline, long version);

    /// <summary>The records of a pipeline, oldest version first.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    IReadOnlyList<PromotionRecord> List(string pipeline);

    /// <summary>Enters a version that was published. One that is there already stays as it is.</summary>
    /// <param name="record">The record.</param>
    PromotionRecord Open(PromotionRecord record);

    /// <summary>Changes a record. When it is approved afterwards, the version comes into use in the same transaction, provided that the version in use is the one that it was judged against.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="change">Gives the record after the change; it may throw, and then nothing changes. It must not reach into the ledger.</param>
    PromotionRecord Change(string pipeline, long version, Func<PromotionRecord, PromotionRecord> change);

    /// <summary>Lets the records follow the version in use after it changed by another way.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="actor">Whose act that was.</param>
    /// <param name="reason">What happened.</param>
    void Follow(string pipeline, string actor, string reason);
}
