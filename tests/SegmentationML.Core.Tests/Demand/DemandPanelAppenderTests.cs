using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Demand;

public class DemandPanelAppenderTests
{
    /// <summary>Series of random lengths, appended in pieces, some replaced, over blocks of sixteen values, are those that were given.</summary>
    [Fact]
    public void Build_PiecesReplacementsAndAdoption_AreTheSeriesGiven()
    {
        for (ulong seed = 1; seed <= 200; seed++)
        {
            var random = new SplitMix64(seed);
            var expected = new List<double[]>();
            var first = Fill(ref random, expected);
            var second = Fill(ref random, expected);
            var skipped = random.NextInt32(2);
            var firstCount = first.Count;
            first.Adopt(second, Math.Min(skipped, second.Count));
            expected.RemoveRange(firstCount, expected.Count - firstCount - (first.Count - firstCount));
            for (var i = 0; i < expected.Count; i++)
            {
                if (random.NextInt32(4) == 0)
                {
                    expected[i] = Values(ref random, random.NextInt32(40));
                    first.Set(i, expected[i]);
                }
            }

            var panel = first.Build(new int[expected.Count]);
            for (var i = 0; i < expected.Count; i++)
            {
                Assert.Equal(expected[i], panel[i].ToArray());
                Assert.Equal(expected[i][..Math.Max(0, expected[i].Length - 3)], panel.WithoutLast(3)[i].ToArray());
            }

            if (expected.Count > 2)
            {
                Assert.Equal(expected[2], panel.Slice(1, expected.Count - 1)[1].ToArray());
            }
        }
    }

    private static DemandPanelAppender Fill(ref SplitMix64 random, List<double[]> expected)
    {
        var appender = new DemandPanelAppender(blockShift: 4);
        for (var count = random.NextInt32(12); count > 0; count--)
        {
            Assert.Equal(appender.Count, appender.Begin());
            var values = new List<double>();
            for (var pieces = random.NextInt32(4); pieces > 0; pieces--)
            {
                var piece = Values(ref random, random.NextInt32(12));
                appender.Append(piece);
                values.AddRange(piece);
            }

            expected.Add([.. values]);
        }

        return appender;
    }

    private static double[] Values(ref SplitMix64 random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.NextInt32(100);
        }

        return values;
    }
}
