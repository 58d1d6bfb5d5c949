using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.Sba;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.Tsb;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The fast paths against the definitions written out bucket by bucket.</summary>
public class IntermittentReferenceTests
{
    [Fact]
    public void Croston_SkippingZerosByTheWord_IsTheDefinition()
    {
        foreach (var demand in Series())
        {
            Close.To(Croston(demand, 0.1), CrostonRate.Last(demand, 0.1), 1e-12);
            Close.To(Croston(demand, 0.37), CrostonRate.Last(demand, 0.37), 1e-12);
        }
    }

    [Fact]
    public void Tsb_JumpingOverZerosByPowers_IsTheDefinition()
    {
        foreach (var demand in Series())
        {
            Close.To(Tsb(demand, 0.1, 0.1), new TsbLevel(0.1, 0.1).Last(demand), 1e-10);
            Close.To(Tsb(demand, 0.3, 0.02), new TsbLevel(0.3, 0.02).Last(demand), 1e-10);
            Close.To(Tsb(demand, 1, 1), new TsbLevel(1, 1).Last(demand), 1e-10);
        }
    }

    [Fact]
    public void Paths_EndAtTheForecastOfEveryPrefix()
    {
        foreach (var demand in Series().Where(static demand => demand.Length is > 0 and < 200))
        {
            var (croston, tsb) = (new double[demand.Length + 1], new double[demand.Length + 1]);
            CrostonRate.Path(demand, 0.1, 0.95, croston);
            new TsbLevel(0.2, 0.1).Path(demand, tsb);
            for (var t = 0; t <= demand.Length; t++)
            {
                Close.To(0.95 * Croston(demand.AsSpan(0, t), 0.1), croston[t], 1e-12);
                Close.To(Tsb(demand.AsSpan(0, t), 0.2, 0.1), tsb[t], 1e-10);
            }
        }
    }

    [Fact]
    public void SesFit_32WeightsAtOnce_IsEachWeightAlone()
    {
        var (errors, starts) = (new double[32], new double[32]);
        foreach (var demand in Series().Where(static demand => demand.Length is > 1 and < 300))
        {
            SesFit.Errors(demand, 0.01, 0.03, SesStart.FirstValue, errors, starts);
            for (var lane = 0; lane < 32; lane++)
            {
                Assert.Equal(SquaredErrors(demand.AsSpan(1), 0.01 + (lane * 0.03), demand[0]), errors[lane], 1e-9 * (1 + errors[lane]));
            }

            SesFit.Errors(demand, 0.01, 0.03, SesStart.Fitted, errors, starts);
            for (var lane = 0; lane < 32; lane++)
            {
                var alpha = 0.01 + (lane * 0.03);
                var least = SquaredErrors(demand, alpha, starts[lane]);
                Assert.Equal(starts[lane] > 0 ? least : Math.Min(least, errors[lane]), errors[lane], 1e-9 * (1 + least));
                Assert.True(least <= SquaredErrors(demand, alpha, starts[lane] + 0.01) && (starts[lane] == 0 || least <= SquaredErrors(demand, alpha, starts[lane] - 0.01)));
            }
        }
    }

    [Fact]
    public void SesFit_FindsTheLeastErrorOfAFineGrid()
    {
        var options = new SesOptions();
        foreach (var demand in Series().Where(static demand => demand.Length is > 2 and < 300))
        {
            var best = SesFit.Best(demand, options);
            var found = SquaredErrors(demand, best.Alpha, best.Start);
            for (var alpha = 0.01; alpha <= 0.99; alpha += 0.0049)
            {
                Assert.True(found <= SquaredErrors(demand, alpha, SesFit.At(demand, alpha, SesStart.Fitted).Start) * (1 + 1e-6), $"alpha {best.Alpha} against {alpha}");
            }
        }
    }

    /// <summary>Values of statsforecast 2.1.1 and R forecast 8.20 at alpha 0.1, as printed to 12 digits.</summary>
    [Theory]
    [InlineData(1.31988655631, 1.25389222849, 0.898019012682, new double[] { 0, 0, 5, 0, 0, 3, 0, 0, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0 })]
    [InlineData(6.931254307, 6.58469159165, 5.97352689057, new double[] { 12, 0, 0, 0, 45, 0, 0, 3, 0, 0, 0, 0, 0, 88, 0, 0, 2, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 61, 0, 0, 5, 0, 0, 0, 9 })]
    [InlineData(0.645888746421, 0.6135943091, 0.616334915995, new double[] { 0, 2, 0, 0, 1, 0, 2, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0, 0, 1, 0, 0, 0, 2, 1, 0, 0, 1, 0, 0, 2 })]
    [InlineData(2.1226053891, 2.01647511965, 0.333161977483, new double[] { 4, 0, 3, 5, 0, 0, 6, 2, 0, 4, 0, 3, 0, 5, 0, 2, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(1.66666666667, 1.58333333333, 1.697847891, new double[] { 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5, 0, 0, 5 })]
    [InlineData(0.583333333333, 0.554166666667, 0.301327047, new double[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(0, 0, 0, new double[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(0.734882657401, 0.698138524531, 0.673650443222, new double[] { 0, 1.5, 0, 0, 2.25, 0, 3.75, 0, 0, 0, 1.125, 0, 0, 2.5, 0, 0, 0, 4.2, 0, 1.1, 0, 0, 0, 2.9, 0, 0.4 })]
    [InlineData(1.21047067597, 1.14994714217, 1.03245237083, new double[] { 0, 3, 0, 0, 2, 0, 4, 0, 0, 1, 0, 2, 0, 0, 5, 0, 1, 0, 0, 3 })]
    public void OneStep_IsThePrintedTable(double croston, double sba, double tsb, double[] demand)
    {
        Close.To(croston, SeriesForecast.Mean(new CrostonForecaster(new()), demand, 1)[0], 1e-11);
        Close.To(sba, SeriesForecast.Mean(new SbaForecaster(new()), demand, 1)[0], 1e-11);
        Close.To(tsb, SeriesForecast.Mean(new TsbForecaster(new()), demand, 1)[0], 1e-11);
    }

    private static double Croston(ReadOnlySpan<double> demand, double alpha)
    {
        double size = 0, interval = 0;
        var gap = 1;
        foreach (var value in demand)
        {
            if (value > 0)
            {
                (size, interval) = interval == 0 ? (value, gap) : ((alpha * value) + ((1 - alpha) * size), (alpha * gap) + ((1 - alpha) * interval));
                gap = 0;
            }

            gap++;
        }

        return interval == 0 ? 0 : size / interval;
    }

    private static double Tsb(ReadOnlySpan<double> demand, double sizeAlpha, double probabilityAlpha)
    {
        double size = 0, probability = 0;
        for (var t = 0; t < demand.Length; t++)
        {
            var happened = demand[t] > 0 ? 1 : 0;
            probability = t == 0 ? happened : (probabilityAlpha * happened) + ((1 - probabilityAlpha) * probability);
            size = happened == 0 ? size : size == 0 ? demand[t] : (sizeAlpha * demand[t]) + ((1 - sizeAlpha) * size);
        }

        return probability * size;
    }

    private static double SquaredErrors(ReadOnlySpan<double> demand, double alpha, double start)
    {
        var level = start;
        double sum = 0;
        foreach (var value in demand)
        {
            sum += (value - level) * (value - level);
            level += alpha * (value - level);
        }

        return sum;
    }

    /// <summary>Lengths around whole words of 64, every density, leading and trailing runs, gaps beyond the table of powers.</summary>
    private static IEnumerable<double[]> Series()
    {
        var random = new SplitMix64(2024);
        for (var round = 0; round < 400; round++)
        {
            var length = round < 140 ? round : 1 + random.NextInt32(700);
            var share = random.NextDouble() * random.NextDouble() * random.NextDouble();
            var demand = new double[length];
            for (var t = 0; t < length; t++)
            {
                demand[t] = random.NextDouble() < share ? 1 + random.NextInt32(30) : 0;
            }

            yield return demand;
        }
    }
}
