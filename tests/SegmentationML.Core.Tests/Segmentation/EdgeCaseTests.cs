using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class EdgeCaseTests
{
    /// <summary>By hand, a cycle of 12: December and January are a stretch of two around the end of the year; March to August is half of it; one cycle alone proves no season.</summary>
    [Theory]
    [InlineData(2, 11, 12, 23, 24)]
    [InlineData(1, 5, 17)]
    [InlineData(6, 2, 7, 14, 19)]
    [InlineData(0, 2, 8, 14, 20)]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0)]
    public void Season_DemandPeriods_AreTheShortestStretchOfTheCycle(int expected, params int[] periods)
        => Assert.Equal(expected, SeasonStretch.Of(periods, 12));

    [Fact]
    public void RuleOf_NegativeNetAndSeasonal_FitWhereTheyShould()
    {
        var list = new EdgeCaseList { Rules = [new(EdgeCase.NegativeNet, "N"), new(EdgeCase.SeasonalOnly, "S", 8), new(EdgeCase.Dormant, "D", 26)] };
        var facts = new EntityFacts([100, 100, 100, 100, 0], [5, 5, 5, 5, 0], [0, 30, 30, 0, 0], [0, 0, 0, 0, 1]) { NetValue = [-1, 0, 5, double.NaN, -3], SeasonPeriods = [0, 8, 9, 0, 0] };

        Assert.Empty(list.Validate());
        Assert.Equal([0, 1, 2, EdgeCaseList.NoCase, EdgeCaseList.NoCase], Enumerable.Range(0, 5).Select(i => (int)list.RuleOf(facts, i)));
    }
}
