namespace SegmentationML.Benchmarks.Segmentation;

/// <summary>Products and their drivers in one window of history.</summary>
/// <param name="AsOf">The cut-off.</param>
/// <param name="Keys">Products in key order.</param>
/// <param name="Drivers">net_revenue, mean_demand, cv, adi, active_buckets: one value a product.</param>
internal sealed record StabilityWindow(DateOnly AsOf, string[] Keys, double[][] Drivers)
{
    /// <summary>Position of each product in another window; -1 when it is not there.</summary>
    public int[] PositionsIn(StabilityWindow other)
    {
        var index = other.Keys.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i, StringComparer.Ordinal);
        return [.. Keys.Select(k => index.GetValueOrDefault(k, -1))];
    }

    /// <summary>Labels of another window for the products of this one; -1 where there is none.</summary>
    public int[] Follow(StabilityWindow other, int[] labels) => [.. PositionsIn(other).Select(p => p < 0 ? -1 : labels[p])];
}
