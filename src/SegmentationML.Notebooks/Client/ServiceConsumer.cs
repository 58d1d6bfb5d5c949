namespace SegmentationML.Notebooks.Client;

/// <summary>A consumer of a pipeline's versions.</summary>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Name">The consumer.</param>
/// <param name="Version">The version that it has taken in.</param>
/// <param name="Time">When it said so, UTC.</param>
/// <param name="AcknowledgedBy">Who said so.</param>
public sealed record ServiceConsumer(string Pipeline, string Name, long Version, DateTimeOffset Time, string AcknowledgedBy);
