using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Adida;
using SegmentationML.Core.Forecasting.Croston;
using SegmentationML.Core.Forecasting.Hes;
using SegmentationML.Core.Forecasting.Imapa;
using SegmentationML.Core.Forecasting.IntermittentMedian;
using SegmentationML.Core.Forecasting.Ses;
using SegmentationML.Core.Forecasting.WindowMean;

namespace SegmentationML.Core.Tests.Forecasting;

public class AggregationTests
{
    private static IEnumerable<double[]> Series => Enumerable.Range(1, 60).Select(static i => DemandSamples.Intermittent((ulong)i, 20 + (i * 3), 0.3 + (0.01 * i)));

    /// <summary>The definition written out: blocks from the end, sums, SES from the first with the best of 20,001 weights.</summary>
    [Fact]
    public void Adida_IsTheDefinition()
    {
        foreach (var demand in Series)
        {
            var size = (int)Math.Round((Array.FindLastIndex(demand, static x => x > 0) + 1.0) / demand.Count(static x => x > 0), MidpointRounding.ToEven);
            Assert.Equal(Level(demand, size), SeriesForecast.Mean(new AdidaForecaster(new()), demand, 1)[0], 1e-4);
        }
    }

    [Fact]
    public void Imapa_IsTheMeanOfAdidaAtEveryBlockSize()
    {
        foreach (var demand in Series)
        {
            var largest = (int)Math.Round((Array.FindLastIndex(demand, static x => x > 0) + 1.0) / demand.Count(static x => x > 0), MidpointRounding.ToEven);
            var levels = Enumerable.Range(1, largest).Select(size => SeriesForecast.Mean(new AdidaForecaster(new() { Block = size }), demand, 1)[0]);
            Close.To(levels.Average(), SeriesForecast.Mean(new ImapaForecaster(new()), demand, 1)[0], 1e-12);
        }
    }

    [Fact]
    public void IntermittentMedian_IsTheMiddleOfTheThree()
    {
        foreach (var demand in Series)
        {
            double[] three = [.. new IForecaster[] { new ImapaForecaster(new()), new AdidaForecaster(new()), new WindowMeanForecaster(new() { Window = 14 }) }.Select(method => SeriesForecast.Mean(method, demand, 1)[0]).Order()];
            Close.To(three[1], SeriesForecast.Mean(new IntermittentMedianForecaster(new()), demand, 1, season: 7)[0], 1e-12);
        }
    }

    /// <summary>Rate 5 / 3 at the demand; four buckets later 5 / (3 + 0.1 · 4 / 2) = 1.5625.</summary>
    [Fact]
    public void Hes_DecaysAlongAHyperbola_FromCrostonsRate()
    {
        double[] demand = [0, 0, 5, 0, 0, 5, 0, 0, 5];
        Close.To(5 / 3.0, SeriesForecast.Mean(new HesForecaster(new()), demand, 1)[0], 1e-12);
        Close.To(1.5625, SeriesForecast.Mean(new HesForecaster(new()), [.. demand, 0, 0, 0, 0], 1)[0], 1e-12);
        foreach (var series in Series)
        {
            series[^1] = 4;
            Close.To(SeriesForecast.Mean(new CrostonForecaster(new()), series, 1)[0], SeriesForecast.Mean(new HesForecaster(new()), series, 1)[0], 1e-12);
        }
    }

    private static double Level(double[] demand, int size)
    {
        var skip = demand.Length % size;
        double[] blocks = [.. demand.Skip(skip).Chunk(size).Select(static block => block.Sum())];
        var best = Enumerable.Range(0, 20_001).Select(static i => 0.1 + (i * 1e-5)).MinBy(alpha => Errors(blocks, alpha));
        return (blocks.Length < 3 ? SesLevel.Last(blocks.AsSpan(1), 0.2, blocks[0]) : SesLevel.Last(blocks.AsSpan(1), best, blocks[0])) / size;
    }

    private static double Errors(double[] blocks, double alpha)
    {
        var level = blocks[0];
        double sum = 0;
        foreach (var block in blocks.Skip(1))
        {
            sum += (block - level) * (block - level);
            level += alpha * (block - level);
        }

        return sum;
    }
}
