using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.SeasonalSpeed;

/// <summary>Generated monthly demand with level, trend, season and noise of many sizes; every bucket above zero.</summary>
internal static class MonthlySeries
{
    /// <summary>Buckets in a season.</summary>
    public const int Season = 12;

    /// <summary>So many series of so many months.</summary>
    public static double[][] Make(int count, int months)
    {
        var series = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var random = SplitMix64.ForStream(20240711, (ulong)i);
            var (level, growth) = (50 * Math.Exp(2 * random.NextDouble()), (0.012 * random.NextDouble()) - 0.003);
            var (swing, phase, noise) = (0.4 * random.NextDouble(), 2 * Math.PI * random.NextDouble(), 0.02 + (0.15 * random.NextDouble()));
            var demand = new double[months];
            double drift = 0;
            for (var t = 0; t < months; t++)
            {
                drift += 0.3 * noise * random.NextGaussian();
                var season = (swing * Math.Sin((2 * Math.PI * t / Season) + phase)) + (swing / 2 * Math.Cos(4 * Math.PI * t / Season));
                demand[t] = Math.Max(1, Math.Round(level * Math.Exp((growth * t) + drift + season + (noise * random.NextGaussian())), 1));
            }

            series[i] = demand;
        }

        return series;
    }
}
