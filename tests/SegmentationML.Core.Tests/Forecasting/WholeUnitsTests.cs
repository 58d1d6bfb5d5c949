using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

public class WholeUnitsTests
{
    [Fact]
    public void KeepSum_RoundsTheLargestRemaindersUp()
    {
        double[] rounded = new double[4];
        WholeUnits.KeepSum([0.4, 0.4, 0.9, 1.3], rounded);
        Assert.Equal([1, 0, 1, 1], rounded);
    }

    [Fact]
    public void KeepRunningSum_SpreadsTheUnits()
    {
        double[] rounded = new double[5];
        WholeUnits.KeepRunningSum([0.4, 0.4, 0.4, 0.4, 0.4], rounded);
        Assert.Equal([0, 1, 0, 1, 0], rounded);
    }

    [Fact]
    public void Both_AnyNumbers_AreWholeNearAndKeepTheSum()
    {
        for (ulong seed = 1; seed <= 300; seed++)
        {
            var random = new SplitMix64(seed);
            double[] values = [.. Enumerable.Range(0, 1 + random.NextInt32(20)).Select(_ => random.NextInt32(3) == 0 ? 0 : 5 * random.NextDouble())];
            var (grouped, running) = (new double[values.Length], new double[values.Length]);
            WholeUnits.KeepSum(values, grouped);
            WholeUnits.KeepRunningSum(values, running);
            Assert.Equal(Math.Round(values.Sum()), grouped.Sum());
            Assert.Equal(Math.Round(values.Sum(), MidpointRounding.AwayFromZero), running.Sum());
            for (var i = 0; i < values.Length; i++)
            {
                Assert.True(grouped[i] >= 0 && grouped[i] == Math.Floor(grouped[i]) && Math.Abs(grouped[i] - values[i]) < 1);
                Assert.True(running[i] >= 0 && running[i] == Math.Floor(running[i]));
                Assert.True(Math.Abs(running[..(i + 1)].Sum() - values[..(i + 1)].Sum()) <= 0.5 + 1e-9);
            }
        }
    }
}
