namespace SegmentationML.Pipeline.Features;

/// <summary>What the features step left out, counted.</summary>
/// <param name="LinesUsed">Lines before the cut-off with a key.</param>
/// <param name="LinesAfterCutOff">Lines on or after the cut-off.</param>
/// <param name="LinesWithoutKey">Lines before the cut-off in which a key column is empty.</param>
/// <param name="LinesInCutBuckets">Lines used for features but not for series, since the cut-off or the first day of data cuts their bucket.</param>
/// <param name="FlooredBuckets">Buckets in which returns were more than sales, set to zero.</param>
public sealed record FeatureCounts(long LinesUsed, long LinesAfterCutOff, long LinesWithoutKey, long LinesInCutBuckets, long FlooredBuckets);
