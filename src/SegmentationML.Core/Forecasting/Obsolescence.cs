namespace SegmentationML.Core.Forecasting;

/// <summary>The rule by which the demand of an item counts as ended.</summary>
/// <remarks>
/// With demand in a share p of the buckets from the first to the last demand (one bucket added, so that p is below 1), a run of k zeros since then has the
/// chance (1 − p)^k. The item has ended when that chance is below a limit and the run is at least a season and at least a horizon long: a seasonal item
/// out of season has not ended, and neither has a fast item that was out of stock for a while.
/// </remarks>
public static class Obsolescence
{
    /// <summary>Whether the demand has ended.</summary>
    /// <param name="demands">Buckets with demand, at least 1.</param>
    /// <param name="span">Observed buckets from the first demand to the last, both counted.</param>
    /// <param name="trailingZeros">Observed buckets since the last demand.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="horizon">Buckets to be forecast.</param>
    /// <param name="limit">The chance below which a run of zeros is no accident, in (0, 1).</param>
    public static bool HasEnded(int demands, int span, int trailingZeros, int season, int horizon, double limit)
    {
        var share = demands / (span + 1.0);
        return trailingZeros >= season && trailingZeros >= horizon && trailingZeros * Math.Log(1 - share) < Math.Log(limit);
    }
}
