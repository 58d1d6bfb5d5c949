namespace SegmentationML.Core.Hierarchy;

/// <summary>The share that each series has of the demand of its group.</summary>
/// <remarks>Gross and Sohl (1990), Journal of Forecasting 9, 233-254: methods A and F. A group without demand is shared evenly.</remarks>
public static class DemandShares
{
    /// <summary>The shares; those of a group add up to one.</summary>
    /// <param name="hierarchy">The levels.</param>
    /// <param name="level">The level of the groups.</param>
    /// <param name="history">Demand of the bottom series, shape (bottom × n); NaN = missing, taken as none.</param>
    /// <param name="isAverage">True: the mean of the shares of each bucket (A); false: the share of the whole demand (F).</param>
    /// <returns>Shape (bottom).</returns>
    public static double[] Of(SeriesHierarchy hierarchy, int level, ReadOnlySpan<double> history, bool isAverage)
    {
        var buckets = history.Length / hierarchy.BottomCount;
        var nodes = hierarchy.NodesOf(level);
        var (first, groups) = (nodes.Start.Value, nodes.End.Value - nodes.Start.Value);
        var totals = new double[groups * buckets];
        for (var series = 0; series < hierarchy.BottomCount; series++)
        {
            var group = hierarchy.NodeOf(level, series) - first;
            for (var t = 0; t < buckets; t++)
            {
                totals[(group * buckets) + t] += Known(history[(series * buckets) + t]);
            }
        }

        var shares = new double[hierarchy.BottomCount];
        for (var series = 0; series < shares.Length; series++)
        {
            var total = totals.AsSpan((hierarchy.NodeOf(level, series) - first) * buckets, buckets);
            shares[series] = isAverage ? MeanShare(history.Slice(series * buckets, buckets), total) : Sum(history.Slice(series * buckets, buckets)) / Sum(total);
        }

        return Evenly(hierarchy, level, shares, first, groups);
    }

    private static double MeanShare(ReadOnlySpan<double> demand, ReadOnlySpan<double> total)
    {
        var (sum, count) = (0.0, 0);
        for (var t = 0; t < demand.Length; t++)
        {
            if (total[t] > 0)
            {
                sum += Known(demand[t]) / total[t];
                count++;
            }
        }

        return sum / count;
    }

    /// <summary>Shares evenly where there was no demand, and takes rounding out of the sums.</summary>
    private static double[] Evenly(SeriesHierarchy hierarchy, int level, double[] shares, int first, int groups)
    {
        var sums = new double[groups];
        var sizes = new int[groups];
        for (var series = 0; series < shares.Length; series++)
        {
            var group = hierarchy.NodeOf(level, series) - first;
            sums[group] += double.IsNaN(shares[series]) ? 0 : shares[series];
            sizes[group]++;
        }

        for (var series = 0; series < shares.Length; series++)
        {
            var group = hierarchy.NodeOf(level, series) - first;
            shares[series] = sums[group] > 0 ? (double.IsNaN(shares[series]) ? 0 : shares[series]) / sums[group] : 1.0 / sizes[group];
        }

        return shares;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (var value in values)
        {
            sum += Known(value);
        }

        return sum;
    }

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;
}
