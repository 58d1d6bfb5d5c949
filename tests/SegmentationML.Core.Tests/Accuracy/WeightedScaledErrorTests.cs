using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Core.Tests.Forecasting;

namespace SegmentationML.Core.Tests.Accuracy;

public class WeightedScaledErrorTests
{
    private static readonly SeriesHierarchy Hierarchy = new(["a1", "a2", "b1"], [HierarchyLevel.Total(3), HierarchyLevel.Of("family", ["a", "a", "b"])]);

    [Fact]
    public void Rmsse_IsTheMeanOfLevels_EachWeightedByRevenue()
    {
        double[] history = [0, 3, 1, 4, 2, 2, 0, 5, 1, 0, 0, 6];
        double[] actual = [2, 1, 3, 0, 4, 4];
        double[] weights = [10, 30, 60];
        double[] forecast = [8, 7, 5, 3, 2, 2, 1, 2, 3, 1, 3, 3];
        double Node(double[] past, double[] coming, int node) => RootMeanSquaredScaledError.Measure(past, coming, forecast.AsSpan(node * 2, 2));
        var total = Node([3, 5, 1, 15], [9, 5], 0);
        var family = (0.4 * Node([2, 5, 1, 9], [5, 1], 1)) + (0.6 * Node([1, 0, 0, 6], [4, 4], 2));
        var bottom = (0.1 * Node([0, 3, 1, 4], [2, 1], 3)) + (0.3 * Node([2, 2, 0, 5], [3, 0], 4)) + (0.6 * Node([1, 0, 0, 6], [4, 4], 5));

        var score = WeightedScaledError.Rmsse(Hierarchy, history, actual, forecast, weights);

        Close.To((total + family + bottom) / 3, score.Value, 1e-12);
        Close.To([total, family, bottom], [.. score.ByLevel], 1e-12);
        Assert.Equal(0, score.LeftOut);
    }

    [Fact]
    public void Rmsse_ZeroScale_IsLeftOutAndCounted()
    {
        double[] history = [0, 3, 1, 4, 2, 2, 0, 5, 7, 7, 7, 7];
        double[] actual = [2, 1, 3, 0, 4, 4];
        var forecast = new double[6 * 2];
        var score = WeightedScaledError.Rmsse(Hierarchy, history, actual, forecast, [10, 30, 60]);

        Assert.Equal(2, score.LeftOut);
        Close.To((0.6 + 0.6) / 3, score.LeftOutShare, 1e-12);
        Close.To(RootMeanSquaredScaledError.Measure([2, 5, 1, 9], [5, 1], [0, 0]), score.ByLevel[1], 1e-12);
    }

    [Fact]
    public void Weigh_NoWeight_IsNaN()
        => Assert.True(double.IsNaN(WeightedScaledError.Weigh(Hierarchy, new double[6], new double[3]).Value));

    [Fact]
    public void Hierarchy_SeriesWithoutGroup_IsRefused()
        => Assert.Equal("SEG-HIER-001", Assert.Throws<ProblemException>(() => new SeriesHierarchy(["a", "b"], [new HierarchyLevel("x", [0, 2], ["p", "q"])])).Problems[0].Code);
}
