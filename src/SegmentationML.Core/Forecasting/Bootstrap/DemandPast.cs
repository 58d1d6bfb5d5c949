namespace SegmentationML.Core.Forecasting.Bootstrap;

/// <summary>What a bootstrap draws from.</summary>
internal readonly ref struct DemandPast
{
    /// <summary>The past taken apart.</summary>
    /// <param name="observed">Demand without missing buckets, oldest first.</param>
    /// <param name="sizes">Demands above zero in order.</param>
    /// <param name="intervals">Buckets from one demand to the next, the first counted from the beginning.</param>
    /// <param name="trailingZeros">Buckets since the last demand.</param>
    public DemandPast(ReadOnlySpan<double> observed, ReadOnlySpan<double> sizes, ReadOnlySpan<double> intervals, int trailingZeros)
    {
        Observed = observed;
        Sizes = sizes;
        Intervals = intervals;
        TrailingZeros = trailingZeros;
    }

    public ReadOnlySpan<double> Observed { get; }

    public ReadOnlySpan<double> Sizes { get; }

    public ReadOnlySpan<double> Intervals { get; }

    public int TrailingZeros { get; }

    /// <summary>Mean of the sizes.</summary>
    public double MeanSize => System.Numerics.Tensors.TensorPrimitives.Sum(Sizes) / Sizes.Length;
}
