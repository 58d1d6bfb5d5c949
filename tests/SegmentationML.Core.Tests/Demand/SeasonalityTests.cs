using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Demand;

public sealed class SeasonalityTests
{
    // R's data sets AirPassengers and USAccDeaths, monthly.
    private static readonly double[] AirPassengers = [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432];
    private static readonly double[] AccidentalDeaths = [9007, 8106, 8928, 9137, 10017, 10826, 11317, 10744, 9713, 9938, 9161, 8927, 7750, 6981, 8038, 8422, 8714, 9512, 10120, 9823, 8743, 9129, 8710, 8680, 8162, 7306, 8124, 7870, 9387, 9556, 10093, 9620, 8285, 8466, 8160, 8034, 7717, 7461, 7767, 7925, 8623, 8945, 10078, 9179, 8037, 8488, 7874, 8647, 7792, 6957, 7726, 8106, 8890, 9299, 10625, 9302, 8314, 8850, 8265, 8796, 7836, 6892, 7791, 8192, 9115, 9434, 10484, 9827, 9110, 9070, 8633, 9240];

    /// <summary>
    /// R 4.2.2: s &lt;- stl(ts(x, frequency = 12), s.window = "periodic", inner = 100); strengths from its components, sd(remainder), mean(trend), the first season.
    /// R weighs a periodic season by a window of 10 n + 1, we by a plain mean: equal to about 1e-5.
    /// </summary>
    [Theory]
    [InlineData("air", SeasonalScale.Logarithmic, 0.9373364979, 0.9940696255, 0.0326271549, 5.5425046549, -0.08793303)]
    [InlineData("air", SeasonalScale.Additive, 0.7834812433, 0.9684543355, 20.2035769747, 280.4513551733, -24.54631298)]
    [InlineData("deaths", SeasonalScale.Additive, 0.9426405413, 0.7994490501, 212.0842553398, 8797.1107536246, -829.20539843)]
    public void Measure_PublicSeries_EqualsR(string name, SeasonalScale scale, double seasonal, double trend, double deviation, double level, double firstSeason)
    {
        var options = new SeasonalityOptions { Period = 12, Scale = scale, Iterations = 50 };
        var series = name == "air" ? AirPassengers : AccidentalDeaths;
        var profile = Seasonality.Measure(series, options);
        var cv = scale == SeasonalScale.Logarithmic ? Math.Sqrt(Math.Exp(deviation * deviation) - 1) : deviation / level;

        AssertRelative(seasonal, profile.SeasonalStrength, 2e-4);
        AssertRelative(trend, profile.TrendStrength, 2e-4);
        AssertRelative(cv, profile.DeseasonalisedCv, 2e-3);
        AssertRelative(firstSeason, SeasonalDecomposition.Of(series, options).Season[0], 2e-3);
        Assert.Equal(DecompositionMethod.SeasonalTrend, profile.Method);
        Assert.Equal(scale, profile.Scale);
    }

    [Fact]
    public void Measure_AutomaticScale_IsLogarithmicWhereTheSpreadGrows()
    {
        Assert.Equal(SeasonalScale.Logarithmic, Seasonality.Measure(AirPassengers, new SeasonalityOptions { Period = 12 }).Scale);
        Assert.Equal(SeasonalScale.Additive, Seasonality.Measure(AccidentalDeaths, new SeasonalityOptions { Period = 12 }).Scale);
    }

    [Fact]
    public void Measure_LogarithmsOfASeriesWithAZero_FallBackToAdditiveAndSaySo()
        => Assert.Equal(SeasonalScale.Additive, Seasonality.Measure([5, 0, 4, 6, 0, 5, 3, 1], new SeasonalityOptions { Period = 2, Scale = SeasonalScale.Logarithmic }).Scale);

    [Fact]
    public void Measure_SeasonAndTrendWithoutNoise_LeavesNothing()
    {
        double[] season = [-3, 1, 5, -3];
        var profile = Seasonality.Measure(Series(16, t => 20 + (0.5 * t) + season[t % 4]), new SeasonalityOptions { Period = 4, Scale = SeasonalScale.Additive, Iterations = 50 });

        Assert.Equal(1, profile.SeasonalStrength, 6);
        Assert.Equal(1, profile.TrendStrength, 6);
        Assert.Equal(0, profile.DeseasonalisedCv, 4);
    }

    [Fact]
    public void Measure_PureTrendInTwoSeasons_HasNoSeason()
    {
        var profile = Seasonality.Measure(Series(24, t => 10 + t), new SeasonalityOptions { Period = 12, Scale = SeasonalScale.Additive });
        var decomposition = SeasonalDecomposition.Of(Series(24, t => 10 + t), new SeasonalityOptions { Period = 12, Scale = SeasonalScale.Additive });

        Assert.All(decomposition.Season, value => Assert.Equal(0, value, 10));
        Assert.Equal(0, profile.DeseasonalisedCv, 10);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(1)]
    [InlineData(0)]
    public void Measure_LessThanTwoSeasonsOrNone_TakesOutALineOnly(int period)
    {
        var series = Series(23, t => 50 + t + (t % 2));
        var profile = Seasonality.Measure(series, new SeasonalityOptions { Period = period });

        Assert.Equal(DecompositionMethod.Line, profile.Method);
        Assert.True(double.IsNaN(profile.SeasonalStrength));
        Assert.True(profile.DeseasonalisedCv < 0.2 * Variability.Measure(series).Cv);
        Assert.Equal(22, profile.RemainderDegreesOfFreedom);
    }

    [Fact]
    public void Measure_TwoSeasonsOfTheActiveSpan_CountFromTheFirstDemand()
    {
        Assert.Equal(DecompositionMethod.Line, Seasonality.Measure([0, .. Series(7, t => 5 + (t % 4))], new SeasonalityOptions { Period = 4 }).Method);
        Assert.Equal(DecompositionMethod.SeasonalTrend, Seasonality.Measure([0, .. Series(8, t => 5 + (t % 4))], new SeasonalityOptions { Period = 4 }).Method);
    }

    [Fact]
    public void Measure_MissingPeriods_CarryNoWeight()
    {
        double[] season = [-3, 1, 5, -3];
        var series = Series(40, t => t is 5 or 17 or 18 or 30 ? double.NaN : 20 + (0.5 * t) + season[t % 4]);
        var options = new SeasonalityOptions { Period = 4, Scale = SeasonalScale.Additive, Iterations = 50 };
        var decomposition = SeasonalDecomposition.Of(series, options);

        Assert.Equal(1, Seasonality.Measure(series, options).SeasonalStrength, 6);
        Assert.True(double.IsNaN(decomposition.Remainder[17]));
        Assert.Equal(20 + (0.5 * 17), decomposition.Trend[17], 2);
    }

    [Fact]
    public void Measure_PositionNeverObserved_HasNoSeason()
        => Assert.Equal(DecompositionMethod.Line, Seasonality.Measure(Series(16, t => t % 4 == 2 ? double.NaN : 5 + (t % 4)), new SeasonalityOptions { Period = 4 }).Method);

    [Fact]
    public void Measure_CorrectedDegreesOfFreedom_GiveNoiseItsOwnCvInTwoSeasons()
    {
        var random = new SplitMix64(3);
        double plain = 0, corrected = 0, raw = 0;
        for (var i = 0; i < 200; i++)
        {
            var noise = new double[104];
            for (var t = 0; t < noise.Length; t++)
            {
                noise[t] = 100 + (10 * random.NextGaussian());
            }

            raw += Variability.Measure(noise).Cv / 200;
            plain += Seasonality.Measure(noise, new SeasonalityOptions { Period = 52, Scale = SeasonalScale.Additive }).DeseasonalisedCv / 200;
            corrected += Seasonality.Measure(noise, new SeasonalityOptions { Period = 52, Scale = SeasonalScale.Additive, CorrectForFittedSeason = true }).DeseasonalisedCv / 200;
        }

        Assert.InRange(plain / raw, 0.65, 0.75);
        Assert.InRange(corrected / raw, 0.95, 1.05);
    }

    [Fact]
    public void Measure_DemandTimesTwo_IsTheSame()
    {
        var options = new SeasonalityOptions { Period = 12 };
        var once = Seasonality.Measure(AirPassengers, options);
        var twice = Seasonality.Measure([.. AirPassengers.Select(value => 2 * value)], options);

        AssertRelative(once.DeseasonalisedCv, twice.DeseasonalisedCv, 1e-9);
        AssertRelative(once.SeasonalStrength, twice.SeasonalStrength, 1e-9);
    }

    [Fact]
    public void Measure_ConstantOrEmptyOrShort_FollowsTheRule()
    {
        Assert.Equal(0, Seasonality.Measure([5, 5, 5, 5, 5, 5, 5, 5], new SeasonalityOptions { Period = 4, Scale = SeasonalScale.Additive }).DeseasonalisedCv, 12);
        Assert.Equal(DecompositionMethod.None, Seasonality.Measure([], new SeasonalityOptions { Period = 4 }).Method);
        Assert.Equal(DecompositionMethod.None, Seasonality.Measure([0, 5, 4], new SeasonalityOptions { Period = 4 }).Method);
        Assert.True(double.IsNaN(Seasonality.Measure([0, 0, 0], new SeasonalityOptions { Period = 4 }).DeseasonalisedCv));
    }

    private static double[] Series(int length, Func<int, double> value) => [.. Enumerable.Range(0, length).Select(value)];

    private static void AssertRelative(double expected, double actual, double tolerance)
        => Assert.True(Math.Abs(actual - expected) <= tolerance * Math.Abs(expected), $"expected {expected}, was {actual}");
}
