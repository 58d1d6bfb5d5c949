using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>What one forecast of the past adds to the matrices that <see cref="PoolWeights"/> solves.</summary>
/// <param name="Demands">Buckets with demand before the forecast.</param>
/// <param name="Bucket">Scaled ∫ (Fₖ − 1)(Fₗ − 1), mean over the buckets that came; null when nothing could be held against it.</param>
/// <param name="LeadTime">The same of the demand over the lead time; null when it did not fit.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PoolProducts(int Demands, double[]? Bucket, double[]? LeadTime);
