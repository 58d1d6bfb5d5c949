using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Demand;

/// <summary>Laws of all demand measures, over random series with zeros, missing and negative periods.</summary>
public sealed class DemandLawsTests
{
    private static readonly DemandProfileOptions Options = new() { Seasonality = new SeasonalityOptions { Period = 4 }, Trend = new TrendOptions { TheilSen = true } };

    [Fact]
    public void Measure_RandomSeries_EqualsTheFormulasWordForWord()
    {
        foreach (var series in Series(500))
        {
            var first = Array.FindIndex(series, units => units > 0);
            var span = series[first..].Where(units => !double.IsNaN(units)).ToArray();
            var sizes = series.Where(units => units > 0).ToArray();
            var profile = DemandProfiler.Measure(series, Options);

            Equal(span.Average(), profile.Variability.Mean);
            Equal(Sd(span) / span.Average(), span.Average() > 0 ? profile.Variability.Cv : Sd(span) / span.Average());
            Equal((double)span.Length / sizes.Length, profile.Intermittency.Adi);
            Equal(sizes.Length == 1 ? 0 : Math.Pow(Sd(sizes) / sizes.Average(), 2), profile.Intermittency.SquaredCv);
            Equal(series[first..].Reverse().Select((units, age) => double.IsNaN(units) ? 0 : units * Math.Pow(0.5, age / 13.0)).Sum(), profile.TimeDecay.Sum);
            Equal(Slope(series[first..]), profile.Trend.Slope);
        }
    }

    [Fact]
    public void Measure_DemandTimesK_ChangesUnitsOnly()
    {
        foreach (var series in Series(200))
        {
            var once = DemandProfiler.Measure(series, Options);
            var scaled = DemandProfiler.Measure([.. series.Select(units => 8 * units)], Options);

            Equal(once.Variability.Cv, scaled.Variability.Cv);
            Equal(8 * once.Variability.Mean, scaled.Variability.Mean);
            Equal(once.Intermittency.SquaredCv, scaled.Intermittency.SquaredCv);
            Equal(once.Intermittency.Adi, scaled.Intermittency.Adi);
            Equal(once.Seasonality.DeseasonalisedCv, scaled.Seasonality.DeseasonalisedCv);
            Equal(once.Seasonality.SeasonalStrength, scaled.Seasonality.SeasonalStrength);
            Equal(once.Trend.RelativeSlope, scaled.Trend.RelativeSlope);
            Equal(once.Trend.RelativeTheilSenSlope, scaled.Trend.RelativeTheilSenSlope);
            Equal(once.ReferenceError.RelativeRmse, scaled.ReferenceError.RelativeRmse);
            Equal(once.TimeDecay.EffectiveSampleSize, scaled.TimeDecay.EffectiveSampleSize);
        }
    }

    [Fact]
    public void Measure_ZerosOrMissingBeforeTheFirstDemand_ChangeNothing()
    {
        foreach (var series in Series(200))
        {
            var first = Array.FindIndex(series, units => units > 0);

            Assert.Equal(DemandProfiler.Measure(series.AsSpan(first), Options), DemandProfiler.Measure([0, double.NaN, -3, 0, .. series.AsSpan(first)], Options));
        }
    }

    [Fact]
    public void Measure_AnySeries_IsNeverInfinite()
    {
        double[][] edges = [[], [0], [5], [double.NaN], [0, 0, 1e100, 1e-100], [-1, -2], [1, -1], [double.NaN, 3, double.NaN], [1e-200, 2e-200, 3e-200, 1e-200]];
        foreach (var series in edges.Concat(Series(200)))
        {
            var profile = DemandProfiler.Measure(series, Options);
            double[] numbers = [profile.Variability.Cv, profile.Intermittency.Adi, profile.Seasonality.DeseasonalisedCv, profile.Seasonality.SeasonalStrength, profile.Trend.RelativeSlope, profile.ReferenceError.RelativeRmse, profile.TimeDecay.Mean];

            Assert.DoesNotContain(numbers, double.IsInfinity);
        }
    }

    [Fact]
    public void SeasonalStrength_AnySeries_LiesBetweenZeroAndOne()
    {
        foreach (var series in Series(300))
        {
            var profile = DemandProfiler.Measure(series, Options).Seasonality;

            Assert.True(double.IsNaN(profile.SeasonalStrength) || profile.SeasonalStrength is >= 0 and <= 1);
            Assert.True(double.IsNaN(profile.TrendStrength) || profile.TrendStrength is >= 0 and <= 1);
            Assert.Equal(profile.Method == DecompositionMethod.SeasonalTrend, !double.IsNaN(profile.SeasonalStrength));
        }
    }

    [Fact]
    public void SeasonalDecomposition_AnySeries_PartsAddUpToTheSeries()
    {
        foreach (var series in Series(200))
        {
            var span = ActiveSpan.Of(series).ToArray();
            var parts = SeasonalDecomposition.Of(series, Options.Seasonality);
            for (var t = 0; t < span.Length && parts.Method != DecompositionMethod.None; t++)
            {
                var sum = parts.Trend[t] + parts.Season[t] + parts.Remainder[t];
                Equal(parts.Scale == SeasonalScale.Logarithmic ? Math.Log(span[t]) : span[t], sum);
            }
        }
    }

    private static IEnumerable<double[]> Series(int count)
    {
        var random = new SplitMix64(83);
        for (var i = 0; i < count; i++)
        {
            var series = new double[1 + random.NextInt32(30)];
            for (var t = 0; t < series.Length; t++)
            {
                var kind = random.NextInt32(10);
                series[t] = kind switch { < 4 => 0, 4 => double.NaN, 5 => -random.NextInt32(3), _ => 1 + random.NextInt32(20) };
            }

            series[random.NextInt32(series.Length)] = 4;
            yield return series;
        }
    }

    private static double Sd(double[] values) => values.Length < 2 ? double.NaN : Math.Sqrt(values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1));

    private static double Slope(double[] values)
    {
        var points = values.Select((value, t) => (t, value)).Where(point => !double.IsNaN(point.value)).ToArray();
        var (time, level) = (points.Average(point => point.t), points.Average(point => point.value));
        return points.Length < 2 ? double.NaN : points.Sum(point => (point.t - time) * (point.value - level)) / points.Sum(point => Math.Pow(point.t - time, 2));
    }

    private static void Equal(double expected, double actual)
        => Assert.True(double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected)), $"expected {expected}, was {actual}");
}
