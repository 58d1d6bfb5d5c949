namespace SegmentationML.Benchmarks.Accuracy;

/// <summary>Real intermittent series, each cut into what a method sees and what came after, with the lead time of each.</summary>
/// <param name="Name">Of the set.</param>
/// <param name="Season">Buckets in a season.</param>
/// <param name="Horizon">Buckets held out.</param>
/// <param name="History">What a method sees.</param>
/// <param name="After">What came after it, <paramref name="Horizon"/> buckets each.</param>
/// <param name="LeadTimes">Whole buckets, at most <paramref name="Horizon"/>.</param>
internal sealed record AccuracySet(string Name, int Season, int Horizon, IReadOnlyList<double[]> History, IReadOnlyList<double[]> After, IReadOnlyList<double> LeadTimes)
{
    /// <summary>Cuts whole series at a moment.</summary>
    public static AccuracySet Cut(string name, int season, int horizon, int origin, IEnumerable<(double[] Demand, double LeadTime)> series)
    {
        var kept = series.Where(one => one.Demand.Length >= origin + horizon && one.Demand.AsSpan(0, origin).IndexOfAnyExcept(0.0) >= 0).ToArray();
        return new(name, season, horizon, [.. kept.Select(one => one.Demand[..origin])], [.. kept.Select(one => one.Demand[origin..(origin + horizon)])], [.. kept.Select(static one => one.LeadTime)]);
    }
}
