namespace SegmentationML.Core.Accuracy;

/// <summary>Where a sum of quantities passes the largest double, it is taken once more in units of 2^64, so that the mean or the share that it leads to, which is a double, comes out.</summary>
internal static class WideSum
{
    /// <summary>The unit: a power of two, so that dividing by it rounds nothing.</summary>
    public const double Unit = 18446744073709551616.0;
}
