namespace SegmentationML.Core.Drift;

/// <summary>One bin of a population stability index.</summary>
/// <param name="Upper">Greatest value of the bin, itself inside; infinite of the last, NaN of the bin of missing values and of categories.</param>
/// <param name="Reference">Values of the reference.</param>
/// <param name="Current">Values of the current sample.</param>
public readonly record struct PsiBin(double Upper, long Reference, long Current);
