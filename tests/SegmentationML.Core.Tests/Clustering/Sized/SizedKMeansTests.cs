using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Sized;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering.Sized;

public sealed class SizedKMeansTests
{
    /// <summary>The assignment problem with each cluster repeated for each of its places is the same problem, solved another way.</summary>
    [Fact]
    public void Assignment_RandomCosts_IsThatOfTheHungarianMethod_WithNoGap()
    {
        var random = new SplitMix64(3);
        for (var trial = 0; trial < 30; trial++)
        {
            const int Rows = 12, Clusters = 3;
            double[] cost = [.. Enumerable.Range(0, Rows * Clusters).Select(i => random.NextDouble() * (i % Clusters == 0 ? 0.3 : 1))];
            var solution = SizedAssignment.Solve(cost, Clusters, 4, 4, TestContext.Current.CancellationToken);
            double[] square = [.. Enumerable.Range(0, Rows * Rows).Select(i => cost[(i / Rows * Clusters) + (i % Rows / 4)])];
            var pairs = AssignmentProblem.Solve(square, Rows);

            Assert.Equal(pairs.Select((column, row) => square[(row * Rows) + column]).Sum(), solution.Cost, 9);
            Assert.Equal(solution.Cost, solution.Bound, 9);
            Assert.All(Enumerable.Range(0, Clusters), c => Assert.Equal(4, solution.Labels.Count(label => label == c)));
        }
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(25, 0)]
    [InlineData(10, 28)]
    public void Assignment_LimitsBothWays_AreKept_AndTheBoundProvesIt(int minimum, int maximum)
    {
        var random = new SplitMix64(9);
        double[] cost = [.. Enumerable.Range(0, 100 * 4).Select(i => random.NextDouble() * (1 + (i % 4 * 0.5)))];
        var solution = SizedAssignment.Solve(cost, 4, minimum, maximum == 0 ? 100 : maximum, TestContext.Current.CancellationToken);

        Assert.Equal(solution.Cost, solution.Bound, 9);
        Assert.All(Enumerable.Range(0, 4), c => Assert.InRange(solution.Labels.Count(label => label == c), minimum, maximum == 0 ? 100 : maximum));
    }

    [Fact]
    public void Sizes_ThatCannotBeMet_AreRefusedWithTheNumbers()
    {
        var points = LawPoints.Groups(2, 20, 3);

        Assert.Contains("3 clusters of at least 20 rows need 60", Refused(new SizedKMeansOptions { Clusters = 3, MinimumSize = 20 }, points), StringComparison.Ordinal);
        Assert.Contains("3 clusters of at most 5 rows hold 15", Refused(new SizedKMeansOptions { Clusters = 3, MaximumSize = 5 }, points), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_AreKept_AndContradictionsNameTheRows()
    {
        var points = LawPoints.Groups(2, 20, 8);
        var fit = new SizedKMeansClusterer(new SizedKMeansOptions { Clusters = 2, MustLink = [new(0, 1)], CannotLink = [new(0, 2), new(3, 5)] }).Fit(points);

        Assert.Equal(fit.Labels[0], fit.Labels[1]);
        Assert.NotEqual(fit.Labels[0], fit.Labels[2]);
        Assert.NotEqual(fit.Labels[3], fit.Labels[5]);
        Assert.Contains("rows 0 and 2 must not share", Refused(new SizedKMeansOptions { Clusters = 2, MustLink = [new(0, 1), new(1, 2)], CannotLink = [new(0, 2)] }, points), StringComparison.Ordinal);
        Assert.Contains("rows 0, 1, 2 cannot be parted", Refused(new SizedKMeansOptions { Clusters = 2, CannotLink = [new(0, 1), new(1, 2), new(0, 2)] }, points), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_OfNamedRows_AreRefusedByName_AndSizesBesideLinksSayWhy()
    {
        var points = LawPoints.Groups(2, 3, 8);
        var options = new SizedKMeansOptions { Clusters = 2, CannotLink = [new(0, 1), new(1, 2), new(0, 2)], RowNames = ["a", "b", "c", "d", "e", "f"] };

        Assert.Contains("rows 'a', 'b', 'c' cannot be parted as asked by 2 clusters", Refused(options, points), StringComparison.Ordinal);
        Assert.Contains("bin packing", Refused(options with { MinimumSize = 2 }, points), StringComparison.Ordinal);
    }

    /// <summary>A ring of cannot-links of 3,001 rows needs three clusters: the search goes as deep as the ring is long.</summary>
    [Fact]
    public void Links_InALongRing_AreKept()
    {
        var points = LawPoints.Groups(2, 1_600, 2);
        RowPair[] ring = [.. Enumerable.Range(0, 3_001).Select(i => new RowPair(i, (i + 1) % 3_001))];
        var labels = new SizedKMeansClusterer(new SizedKMeansOptions { Clusters = 3, CannotLink = ring, MaximumIterations = 3 }).Fit(points).Labels;

        Assert.All(ring, pair => Assert.NotEqual(labels[pair.First], labels[pair.Second]));
    }

    private static string Refused(SizedKMeansOptions options, PointTable points)
        => Assert.Throws<ProblemException>(() => new SizedKMeansClusterer(options).Fit(points)).Problems.Single().What;
}
