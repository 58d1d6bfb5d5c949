using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.Events;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

public class EventEffectsTests
{
    private static readonly EventOptions Alone = new() { PriorBuckets = 0 };

    private static DemandPanel Panel(params double[][] series) => DemandPanel.FromSeries(series);

    private static double[] Strengths(int length, params int[] at) => [.. Enumerable.Range(0, length).Select(t => at.Contains(t) ? 1.0 : 0)];

    [Fact]
    public void Estimate_ConstantDemand_RecoversTheFactor()
    {
        var events = Strengths(40, 7, 8, 20, 33);
        double[] demand = [.. events.Select(static e => e > 0 ? 36.0 : 12)];
        var effects = EventEffects.Estimate(Panel(demand), [Panel(events)], Alone);

        Close.To(3, effects.Factors[0], 1e-12);
        Close.To(3, effects.Common[0], 1e-12);
        Assert.Equal(4, effects.Buckets[0]);
        Assert.All(effects.Cleanse(demand, [Panel(events)], 0), static d => Close.To(12, d, 1e-12));
    }

    [Fact]
    public void Estimate_KindsThatMeet_AreToldApart()
    {
        var promotion = Strengths(60, 5, 6, 20, 40, 41);
        var holiday = Strengths(60, 6, 21, 41, 52);
        double[] demand = [.. promotion.Zip(holiday, static (p, h) => 10 * (p > 0 ? 2 : 1) * (h > 0 ? 1.5 : 1))];
        var effects = EventEffects.Estimate(Panel(demand), [Panel(promotion), Panel(holiday)], Alone);

        Close.To(2, effects.Factors[0], 1e-3);
        Close.To(1.5, effects.Factors[1], 1e-3);
    }

    /// <summary>Half a promotion has half of the effect that is beyond one.</summary>
    [Fact]
    public void Estimate_Strength_IsAShareOfTheEffect()
    {
        double[] events = [.. Enumerable.Range(0, 30).Select(static t => t == 10 ? 0.5 : t == 20 ? 1 : 0)];
        double[] demand = [.. events.Select(static e => 10 * (1 + (2 * e)))];
        var effects = EventEffects.Estimate(Panel(demand), [Panel(events)], Alone);
        Close.To(3, effects.Factors[0], 1e-12);
        Close.To(2, effects.At([Panel(events)], 0, 10), 1e-12);
    }

    /// <summary>By hand: the first series has factor 3 in four buckets, the second 1 in four, both around 10: together 2; with a prior of four buckets each goes half way.</summary>
    [Fact]
    public void Estimate_Prior_DrawsTowardsAllSeries()
    {
        var events = Strengths(40, 7, 15, 20, 33);
        double[] first = [.. events.Select(static e => e > 0 ? 30.0 : 10)];
        double[] second = [.. events.Select(static _ => 10.0)];
        double[] third = [.. Enumerable.Repeat(10.0, 40)];
        var effects = EventEffects.Estimate(Panel(first, second, third), [Panel(events, events, new double[40])], new EventOptions { PriorBuckets = 4 });
        Close.To(2, effects.Common[0], 1e-12);
        Close.To([2.5, 1.5, 2], effects.Factors, 1e-12);
    }

    [Fact]
    public void Cleanse_ClosedOnHolidays_IsMissingNotZero()
    {
        var events = Strengths(40, 7, 15, 20, 33);
        double[] demand = [.. events.Select(static e => e > 0 ? 0.0 : 10)];
        var effects = EventEffects.Estimate(Panel(demand), [Panel(events)], Alone);
        Assert.Equal(0, effects.Factors[0], 12);
        Assert.All(Enumerable.Range(0, 40), t => Assert.Equal(events[t] > 0, double.IsNaN(effects.Cleanse(demand, [Panel(events)], 0)[t])));
    }

    [Fact]
    public void Estimate_NoEvents_ChangesNothing()
    {
        var demand = DemandSamples.Intermittent(3, 50);
        var effects = EventEffects.Estimate(Panel(demand), [Panel(new double[50])], new EventOptions());
        Assert.Equal(1, effects.Factors[0]);
        Assert.Equal(demand, effects.Cleanse(demand, [Panel(new double[50])], 0));
    }

    /// <summary>Autocorrelated demand around 50 with 20 units more in each event: the regression puts them where events are to come.</summary>
    [Fact]
    public void EventArima_AddsTheEffectWhereEventsCome()
    {
        var random = new SplitMix64(11);
        double[] events = [.. Strengths(100, 9, 17, 30, 31, 48, 60, 77, 85), .. Strengths(6, 1, 4)];
        var demand = new double[100];
        double error = 0;
        for (var t = 0; t < 100; t++)
        {
            error = (0.6 * error) + (2 * random.NextGaussian());
            demand[t] = 50 + error + (20 * events[t]);
        }

        var mean = new double[6];
        Assert.True(EventArima.TryForecast(demand, events, 1, mean));
        Assert.InRange(mean[1] - ((mean[0] + mean[2]) / 2), 17, 23);
        Assert.InRange(mean[4] - ((mean[3] + mean[5]) / 2), 17, 23);
        Assert.False(EventArima.TryForecast(demand, new double[106], 1, mean));
        Assert.False(EventArima.TryForecast(demand.AsSpan(0, 12), events.AsSpan(0, 18), 1, mean));
    }

    /// <summary>Sparse series of one weekday pattern: none shows it, their sum does, and each group has its own.</summary>
    [Fact]
    public void Profile_OfAGroup_IsThatOfItsSum()
    {
        double[] weekdays = [0.4, 0.6, 0.8, 1, 1.2, 1.6, 1.4];
        var series = new double[400][];
        for (var i = 0; i < series.Length; i++)
        {
            var random = SplitMix64.ForStream(5, (ulong)i);
            series[i] = [.. Enumerable.Range(0, 210).Select(t => random.NextDouble() < 0.1 * (i < 200 ? weekdays[t % 7] : 1) ? 1.0 + random.NextInt32(3) : 0)];
        }

        var profiles = SeasonalProfile.Of(Panel(series), [.. Enumerable.Range(0, 400).Select(static i => i / 200)], 2, 7);
        for (var d = 0; d < 7; d++)
        {
            Assert.Equal(weekdays[d], profiles[d], 0.12);
            Assert.Equal(1, profiles[7 + d]);
        }
    }
}
