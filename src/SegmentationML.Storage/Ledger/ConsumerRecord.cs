namespace SegmentationML.Storage.Ledger;

/// <summary>A consumer of a pipeline's versions.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Name">What the consumer is called.</param>
/// <param name="Version">The version that it has taken in.</param>
/// <param name="Time">When it said so, UTC.</param>
/// <param name="AcknowledgedBy">Who said so.</param>
public sealed record ConsumerRecord(string Pipeline, string Name, long Version, DateTimeOffset Time, string AcknowledgedBy);
