using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Seeded series of demand for tests.</summary>
internal static class DemandSamples
{
    /// <summary>Whole units with a given share of zeros.</summary>
    public static double[] Intermittent(ulong seed, int length, double zeroShare = 0.7, int largest = 9)
    {
        var random = new SplitMix64(seed);
        var demand = new double[length];
        for (var t = 0; t < length; t++)
        {
            demand[t] = random.NextDouble() < zeroShare ? 0 : 1 + random.NextInt32(largest);
        }

        return demand;
    }

    /// <summary>A level with a sine season and noise; never below zero.</summary>
    public static double[] Seasonal(ulong seed, int length, int season, double level = 100, double amplitude = 30, double noise = 5)
    {
        var random = new SplitMix64(seed);
        var demand = new double[length];
        for (var t = 0; t < length; t++)
        {
            demand[t] = Math.Max(0, level + (amplitude * Math.Sin(2 * Math.PI * t / season)) + (noise * random.NextGaussian()));
        }

        return demand;
    }

    /// <summary>Demand of many kinds, some series with missing buckets.</summary>
    public static double[][] Mixed(ulong seed, int count, int length)
    {
        var random = new SplitMix64(seed);
        var series = new double[count][];
        for (var i = 0; i < count; i++)
        {
            var n = 1 + random.NextInt32(length);
            series[i] = random.NextInt32(4) switch
            {
                0 => Seasonal(random.NextUInt64(), n, 13),
                1 => Intermittent(random.NextUInt64(), n, 0.95),
                _ => Intermittent(random.NextUInt64(), n),
            };
            for (var gaps = random.NextInt32(8) - 5; gaps > 0; gaps--)
            {
                series[i][random.NextInt32(n)] = double.NaN;
            }
        }

        return series;
    }
}
