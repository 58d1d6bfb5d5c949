using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Demand;

public sealed class DemandProfilerTests
{
    private static readonly DemandProfileOptions Weekly = new() { Seasonality = new SeasonalityOptions { Period = 13 }, Trend = new TrendOptions { TheilSen = true } };

    [Fact]
    public void MeasureAll_AnyNumberOfThreads_EqualsSeriesBySeries()
    {
        var panel = Panel(300);
        var alone = panel.Select(series => DemandProfiler.Measure(series, Weekly)).ToArray();

        Assert.Equal(alone, DemandProfiler.MeasureAll(panel.Length, i => panel[i], Weekly, 1));
        Assert.Equal(alone, DemandProfiler.MeasureAll(panel.Length, i => panel[i], Weekly, 7));
    }

    [Fact]
    public void Measure_EachPart_EqualsItsKernel()
    {
        var series = Panel(1)[0];
        var profile = DemandProfiler.Measure(series, Weekly);

        Assert.Equal(Variability.Measure(series), profile.Variability);
        Assert.Equal(Intermittency.Measure(series), profile.Intermittency);
        Assert.Equal(Seasonality.Measure(series, Weekly.Seasonality), profile.Seasonality);
        Assert.Equal(Trend.Measure(series, Weekly.Trend), profile.Trend);
        Assert.Equal(TimeDecay.Measure(ActiveSpan.Of(series), 13), profile.TimeDecay);
        Assert.Equal(ReferenceError.Measure(series), profile.ReferenceError);
    }

    [Theory]
    [InlineData(new double[] { 0, 3, 0, double.NaN, 0 }, 3)]
    [InlineData(new double[] { 0, 3 }, 0)]
    [InlineData(new double[] { 0, 0 }, -1)]
    public void Measure_PeriodsSinceLastDemand_CountToTheCutOff(double[] series, int periods)
        => Assert.Equal(periods, DemandProfiler.Measure(series, Weekly).PeriodsSinceLastDemand);

    [Fact]
    public void MeasureAll_InfiniteValues_NamesTheFirstSeriesWhateverThreadMeetsIt()
    {
        var panel = Panel(100);
        panel[71][5] = double.PositiveInfinity;
        panel[12][3] = double.NegativeInfinity;
        var refused = Assert.Throws<ProblemException>(() => DemandProfiler.MeasureAll(panel.Length, i => panel[i], Weekly));

        Assert.Equal("SEG-CORE-101", refused.Problems.Single().Code);
        Assert.Contains("series 12 ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MeasureAll_WrongOptions_ListsAll()
    {
        var wrong = new DemandProfileOptions { HalfLife = 0, Variability = new VariabilityOptions { DegreesOfFreedom = 3 }, Seasonality = new SeasonalityOptions { Iterations = 0 } };

        Assert.Equal(3, Assert.Throws<ProblemException>(() => DemandProfiler.MeasureAll(0, _ => [], wrong)).Problems.Count);
    }

    private static double[][] Panel(int count)
    {
        var random = new SplitMix64(5);
        var panel = new double[count][];
        for (var i = 0; i < count; i++)
        {
            panel[i] = new double[20 + random.NextInt32(90)];
            for (var t = 0; t < panel[i].Length; t++)
            {
                var draw = random.NextInt32(10);
                panel[i][t] = draw < 3 ? 0 : draw == 3 ? double.NaN : 1 + random.NextInt32(40);
            }
        }

        return panel;
    }
}
