using SegmentationML.Core.Demand;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Demand;

public class DemandPanelTests
{
    [Fact]
    public void Add_ScattersTriplesInAnyOrder_AndAddsWithinABucket()
    {
        var builder = new DemandPanelBuilder([10, 3], [13, 3]);
        builder.AddRange([1, 0, 0, 0], [3, 13, 10, 13], [5, 1, 2, 0.5]);
        builder.MarkMissing(0, 12);
        builder.Add(0, 12, 4);

        var panel = builder.Build();

        Assert.Equal([2, 0, double.NaN, 1.5], panel[0].ToArray());
        Assert.Equal([5], panel[1].ToArray());
        Assert.Equal((10, 13, 4), (panel.FirstBucket(0), panel.LastBucket(0), panel.Length(0)));
        Assert.Equal((2, 5, 4, 1), (panel.Count, panel.BucketCount, panel.LongestSeries, panel.MissingCount));
    }

    [Fact]
    public void Add_OutsideTheSpan_IsLeftOutAndCounted()
    {
        var builder = new DemandPanelBuilder([10], [12]);
        builder.AddRange([0, 0, 0, 0], [9, 13, 11, int.MinValue], [1, 1, 1, 1]);

        Assert.Equal(3, builder.OutsideCount);
        Assert.Equal([0, 1, 0], builder.Build()[0].ToArray());
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(24)]
    public void Blocks_HoldEverySeriesWhole(int blockShift)
    {
        var random = new SplitMix64(5);
        var lengths = Enumerable.Range(0, 500).Select(_ => random.NextInt32(20)).ToArray();
        var first = lengths.Select(_ => random.NextInt32(100) - 50).ToArray();
        var builder = new DemandPanelBuilder(first, [.. lengths.Select((length, i) => first[i] + length - 1)], blockShift);
        var expected = lengths.Select(length => Enumerable.Range(0, length).Select(_ => (double)random.NextInt32(9)).ToArray()).ToArray();
        for (var i = 0; i < lengths.Length; i++)
        {
            for (var t = lengths[i] - 1; t >= 0; t--)
            {
                builder.Add(i, first[i] + t, expected[i][t]);
            }
        }

        var panel = builder.Build();

        Assert.Equal(0, builder.OutsideCount);
        for (var i = 0; i < lengths.Length; i++)
        {
            Assert.Equal(expected[i], panel[i].ToArray());
        }
    }

    [Fact]
    public void ActiveSpan_BeginsAtTheFirstDemand()
    {
        var panel = DemandPanel.FromSeries([[0, double.NaN, 0, 3, 0, 1], [0, 0], []]);
        Assert.Equal([3, 0, 1], panel.ActiveSpan(0).ToArray());
        Assert.True(panel.ActiveSpan(1).IsEmpty);
        Assert.True(panel.ActiveSpan(2).IsEmpty);
    }

    [Fact]
    public void FromMatrix_CopiesRows()
    {
        double[] rows = [1, 2, 3, 4, 5, 6];
        var panel = DemandPanel.FromMatrix(rows, 3);
        rows[0] = 9;
        Assert.Equal([1, 2, 3], panel[0].ToArray());
        Assert.Equal([4, 5, 6], panel[1].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => DemandPanel.FromMatrix(rows, 4));
    }

    [Fact]
    public void Build_CountsWhatIsMissingAndWhatIsNotDemand()
    {
        var panel = DemandPanel.FromSeries([[1, double.NaN, 2], [-1, double.PositiveInfinity, 0, double.NaN, -0.0]]);
        Assert.Equal((2, 2), (panel.MissingCount, panel.InvalidCount));
    }

    [Fact]
    public void ABuilder_IsSpentOnceItHasHandedOver()
    {
        var builder = new DemandPanelBuilder([0], [0]);
        builder.Build();
        Assert.Throws<InvalidOperationException>(() => builder.Build());
    }

    [Fact]
    public void ASpanThatCannotBe_IsAProblem()
    {
        Assert.Equal("SEG-CORE-010", CodeOf(() => new DemandPanelBuilder([0, 1], [0])));
        Assert.Equal("SEG-CORE-011", CodeOf(() => new DemandPanelBuilder([5], [3])));
        Assert.Equal("SEG-CORE-011", CodeOf(() => new DemandPanelBuilder([int.MinValue], [int.MaxValue])));
    }

    private static string CodeOf(Func<DemandPanelBuilder> build) => Assert.Throws<ProblemException>(build).Problems.Single().Code;

    /// <summary>The plain loops that the vectorised ones stand for.</summary>
    [Fact]
    public void DemandScan_IsItsPlainLoops()
    {
        var random = new SplitMix64(77);
        for (var round = 0; round < 2000; round++)
        {
            var demand = new double[random.NextInt32(200)];
            var share = random.NextDouble() * random.NextDouble();
            for (var t = 0; t < demand.Length; t++)
            {
                demand[t] = random.NextDouble() > share ? 0 : random.NextInt32(9) switch { 0 => double.NaN, 1 => -1, 2 => double.PositiveInfinity, 3 => -0.0, 4 => double.Epsilon, var x => x };
            }

            var first = Array.FindIndex(demand, static x => x > 0);
            Assert.Equal(first < 0 ? demand.Length : first, DemandScan.FirstDemand(demand));
            Assert.Equal(Array.FindLastIndex(demand, static x => x > 0), DemandScan.LastDemand(demand));
            Assert.Equal(demand.Count(static x => x > 0), DemandScan.CountDemands(demand));
            Assert.Equal(demand.Count(double.IsNaN), DemandScan.CountMissing(demand));
            Assert.Equal(demand.Count(static x => x < 0 || double.IsInfinity(x)), DemandScan.CountInvalid(demand));
        }
    }
}
