using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

public class DemandPoolTests
{
    private static readonly QuantileLevels Levels = new([0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]);

    /// <summary>The smallest whole number at which half of each distribution function reaches the level, found by trying all of them.</summary>
    [Fact]
    public void Quantiles_AreThoseOfTheMixture()
    {
        for (ulong seed = 1; seed <= 40; seed++)
        {
            var demand = DemandSamples.Intermittent(seed, 30 + ((int)seed * 3), 0.5 + (0.01 * seed));
            var active = demand[Array.FindIndex(demand, static x => x > 0)..];
            var (pool, quantiles) = (new DemandPool(), new double[Levels.Count]);
            pool.Read(active, whole: true);
            pool.Quantiles(0.1 * seed, Levels, quantiles);
            var family = new CountDistribution(0.1 * seed, 0.1 * seed * Dispersion(active));
            for (var i = 0; i < Levels.Count; i++)
            {
                var expected = Enumerable.Range(0, 200).First(k => (family.Cdf(k) + Share(active, k)) / 2 >= Levels.Values[i] - 1e-12);
                Assert.Equal(expected, quantiles[i]);
            }
        }
    }

    /// <summary>Two coins: a demand of 1 with chance 1/2 in each bucket of four is a binomial; half of it and half a Poisson of the same mean (dispersion below one is taken as one).</summary>
    [Fact]
    public void LeadTimeQuantiles_AreOfTheSum_NotSumsOfQuantiles()
    {
        double[] demand = [.. Enumerable.Range(0, 400).Select(static t => t % 2 == 0 ? 1.0 : 0)];
        var (pool, quantiles) = (new DemandPool(), new double[Levels.Count]);
        pool.Read(demand, whole: true);
        pool.LeadTimeQuantiles(2, 4, growth: 1, Levels, quantiles);
        var poisson = new CountDistribution(2, 2);
        double[] binomial = [1 / 16.0, 5 / 16.0, 11 / 16.0, 15 / 16.0, 1];
        for (var i = 0; i < Levels.Count; i++)
        {
            var expected = Enumerable.Range(0, 50).First(k => (poisson.Cdf(k) + binomial[Math.Min(k, 4)]) / 2 >= Levels.Values[i] - 1e-3);
            Assert.Equal(expected, quantiles[i]);
        }
    }

    [Fact]
    public void FractionalUnits_RiseAndStayFinite_AndScaleWithTheUnit()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            double[] demand = [1.5, .. DemandSamples.Intermittent(seed, 60).Select(static x => x * 1.25)];
            var (pool, one, other) = (new DemandPool(), new double[Levels.Count], new double[Levels.Count]);
            pool.Read(demand, whole: false);
            pool.LeadTimeQuantiles(7, 3.5, 1.4, Levels, one);
            pool.Read([.. demand.Select(static x => 8 * x)], whole: false);
            pool.LeadTimeQuantiles(56, 3.5, 1.4, Levels, other);
            Assert.Equal(one.Order(), one);
            Close.To(one.Select(static x => 8 * x).ToArray(), other, 1e-9);
        }
    }

    private static double Weight(double[] active, int t) => Math.Pow(1 - (2.0 / active.Length), active.Length - 1 - t);

    /// <summary>Half a bucket with demand and half a one without, somewhere in the history, are added; sizes keep their shares among each other.</summary>
    private static double Share(double[] active, double k)
    {
        var total = Enumerable.Range(0, active.Length).Sum(t => Weight(active, t));
        var demand = Enumerable.Range(0, active.Length).Where(t => active[t] > 0).Sum(t => Weight(active, t));
        var below = Enumerable.Range(0, active.Length).Where(t => active[t] > 0 && active[t] <= k).Sum(t => Weight(active, t));
        var prior = 0.5 * total / active.Length;
        return (total - demand + prior + (below * (demand + prior) / demand)) / (total + (2 * prior));
    }

    private static double Dispersion(double[] active)
    {
        var total = Enumerable.Range(0, active.Length).Sum(t => Weight(active, t));
        var mean = Enumerable.Range(0, active.Length).Sum(t => Weight(active, t) * active[t]) / total;
        return Math.Max(1, ((Enumerable.Range(0, active.Length).Sum(t => Weight(active, t) * active[t] * active[t]) / total) - (mean * mean)) / mean);
    }
}
