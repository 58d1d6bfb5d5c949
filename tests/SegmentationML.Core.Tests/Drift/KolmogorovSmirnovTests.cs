using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Tests.Drift;

public sealed class KolmogorovSmirnovTests
{
    [Fact]
    public void Of_SmallSamples_EqualCountingEveryOrder()
    {
        // All C(7, 3) = 35 ways to place 3 of 7 values; the p-value of each is the share of ways at least as far apart.
        var ways = Enumerable.Range(0, 128).Where(mask => int.PopCount(mask) == 3).ToArray();
        var distances = ways.Select(mask => Split(mask).Statistic).ToArray();
        foreach (var mask in ways)
        {
            var result = Split(mask);
            Assert.Equal((double)distances.Count(distance => distance >= result.Statistic - 1e-12) / 35, result.PValue, 12);
        }
    }

    [Fact]
    public void Of_MissingValues_AreLeftOut()
        => Assert.Equal(KolmogorovSmirnov.Of([1, 2, 3], [2, 3]), KolmogorovSmirnov.Of([1, double.NaN, 2, 3], [2, 3, double.NaN]));

    [Fact]
    public void Of_LargeSamples_UseTheApproximation()
    {
        var result = KolmogorovSmirnov.Of([.. Enumerable.Range(0, 200).Select(i => (double)i)], [.. Enumerable.Range(40, 200).Select(i => (double)i)]);

        Assert.Equal(0.2, result.Statistic, 12);
        Assert.False(result.Exact);
        Assert.InRange(result.PValue, 0.0004, 0.0008);
    }

    [Fact]
    public void Of_NothingKnown_IsRefused()
        => Assert.Equal("SEG-DRIFT-002", Assert.Throws<ProblemException>(() => KolmogorovSmirnov.Of([double.NaN], [1])).Problems.Single().Code);

    private static KolmogorovSmirnovResult Split(int mask)
        => KolmogorovSmirnov.Of(
            [.. Enumerable.Range(0, 7).Where(i => (mask & (1 << i)) != 0).Select(i => (double)i)],
            [.. Enumerable.Range(0, 7).Where(i => (mask & (1 << i)) == 0).Select(i => (double)i)]);
}
