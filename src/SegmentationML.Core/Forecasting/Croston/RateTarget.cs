namespace SegmentationML.Core.Forecasting.Croston;

/// <summary>What a fitted rate is held against, bucket by bucket.</summary>
/// <remarks>Kourentzes (2014), On intermittent demand model optimisation and selection, International Journal of Production Economics 156, 180-190.</remarks>
internal static class RateTarget
{
    private const double FlatShare = 0.3;

    /// <summary>The demand itself, or the cumulative mean of demand whose first 30 % are held at their last.</summary>
    /// <param name="values">None missing, at least one.</param>
    /// <param name="criterion">Which.</param>
    /// <param name="target">Receives it, shape (n).</param>
    public static void Write(ReadOnlySpan<double> values, RateCriterion criterion, Span<double> target)
    {
        if (criterion == RateCriterion.SquaredError)
        {
            values.CopyTo(target);
            return;
        }

        double sum = 0;
        for (var t = 0; t < values.Length; t++)
        {
            sum += values[t];
            target[t] = sum / (t + 1);
        }

        var flat = (int)Math.Ceiling(FlatShare * values.Length);
        target[..flat].Fill(target[flat - 1]);
    }

    /// <summary>The distance of a rate from its target.</summary>
    public static double Distance(double rate, double target, RateCriterion criterion)
        => criterion == RateCriterion.AbsoluteRate ? Math.Abs(rate - target) : (rate - target) * (rate - target);
}
