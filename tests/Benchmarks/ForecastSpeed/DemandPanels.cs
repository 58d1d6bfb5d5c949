using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.ForecastSpeed;

/// <summary>Generated panels of the shape of a retailer's items: most buckets empty, a third of the items launched late, a weekly and a yearly season.</summary>
internal static class DemandPanels
{
    private const double LateShare = 0.35;

    /// <summary>Daily demand of items: about 68.5 % zeros at the default rate.</summary>
    /// <param name="series">Items.</param>
    /// <param name="days">Days each; a late item has zeros before its launch.</param>
    public static DemandPanel Daily(int series, int days) => Make(series, days, season: 365.25, busyShare: 0.475);

    /// <summary>Weekly demand of the same kind of items.</summary>
    /// <param name="series">Items.</param>
    /// <param name="weeks">Weeks each.</param>
    public static DemandPanel Weekly(int series, int weeks) => Make(series, weeks, season: 52.18, busyShare: 0.85);

    /// <summary>Share of buckets without demand.</summary>
    public static double ZeroShare(DemandPanel panel)
    {
        long zeros = 0;
        for (var i = 0; i < panel.Count; i++)
        {
            foreach (var value in panel[i])
            {
                zeros += value == 0 ? 1 : 0;
            }
        }

        return zeros / (double)panel.BucketCount;
    }

    private static DemandPanel Make(int series, int buckets, double season, double busyShare)
    {
        var last = new int[series];
        Array.Fill(last, buckets - 1);
        var builder = new DemandPanelBuilder(new int[series], last);
        var demand = new double[buckets];
        for (var i = 0; i < series; i++)
        {
            var random = SplitMix64.ForStream(20240711, (ulong)i);
            var launch = random.NextDouble() < LateShare ? random.NextInt32(buckets) : 0;
            var (share, phase, size) = (busyShare * 1.6 * random.NextDouble(), 2 * Math.PI * random.NextDouble(), 1 + random.NextInt32(6));
            demand.AsSpan(0, launch).Clear();
            for (var t = launch; t < buckets; t++)
            {
                var happens = random.NextDouble() < share * (1 + (0.3 * Math.Sin((2 * Math.PI * t / season) + phase)));
                demand[t] = happens ? 1 + random.NextInt32(size) : 0;
            }

            builder.Set(i, demand);
        }

        return builder.Build();
    }
}
