using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Validity;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering.Validity;

public sealed class SilhouetteTests
{
    // definitions.md §2.
    private static readonly PointTable Golden = new([0, 0, 0, 1, 1, 0, 5, 5, 5, 6, 9, 9], 2);
    private static readonly int[] GoldenLabels = [0, 0, 0, 1, 1, 2];

    [Fact]
    public void Exact_Golden_EqualsTheDefinitions()
    {
        var result = Silhouette.Exact(Golden, GoldenLabels, 3);
        double[] expected = [0.865603, 0.820827, 0.822670, 0.823223, 0.8, 0];

        Assert.All(expected.Zip(result.Values), both => Assert.Equal(both.First, both.Second, 6));
        Assert.Equal(0.688721, result.Mean, 6);
        Assert.Equal(SilhouetteKind.Exact, result.Kind);
    }

    [Fact]
    public void ClusterScores_Golden_EqualTheDefinitions()
    {
        var scores = ClusterScores.Of(Golden, GoldenLabels, 3);

        Assert.Equal(0.141863, scores.DaviesBouldin, 6);
        Assert.Equal(108.818182, scores.CalinskiHarabasz, 6);
        Assert.Equal(1.833333, scores.Inertia, 6);
        Assert.Equal(3, scores.Clusters);
    }

    [Fact]
    public void Exact_NoiseAndUnusedClusters_AreLeftOutAndReported()
    {
        var points = new PointTable([.. Golden.Values, 100, 100], 2);
        var result = Silhouette.Exact(points, [.. GoldenLabels, -1], 4);

        Assert.Equal(0.688721, result.Mean, 6);
        Assert.Equal(1.0 / 7, result.NoiseShare, 12);
        Assert.True(double.IsNaN(result.ClusterMeans[3]));
        Assert.Equal(108.818182, ClusterScores.Of(points, [.. GoldenLabels, -1], 4).CalinskiHarabasz, 6);
    }

    [Fact]
    public void Sampled_EveryPoint_IsExact_AndFewer_IsNear()
    {
        var (points, labels) = Groups(900);
        var exact = Silhouette.Exact(points, labels, 3);

        Assert.Equal(exact.Mean, Silhouette.Sampled(points, labels, 3, 900).Mean, 12);
        Assert.InRange(Silhouette.Sampled(points, labels, 3, 150).Mean, exact.Mean - 0.03, exact.Mean + 0.03);
    }

    [Fact]
    public void Sampled_SmallCluster_IsInTheSample()
    {
        var (points, labels) = Groups(900);
        labels = [.. labels.Select((label, row) => row < 5 ? 3 : label)];

        Assert.Equal(5, Silhouette.Sampled(points, labels, 4, 30).Rows.Count(row => row < 5));
    }

    [Fact]
    public void Simplified_HandComputed_UsesCentres()
    {
        // Centres 1 and 10: point 0: a 1, b 10; point 2: a 1, b 8; points 9 and 11: a 1, b 8 and 10.
        var result = Silhouette.Simplified(new PointTable([0, 2, 9, 11], 1), [0, 0, 1, 1], 2);

        Assert.Equal([0.9, 0.875, 0.875, 0.9], result.Values);
        Assert.Equal(SilhouetteKind.Simplified, result.Kind);
    }

    [Fact]
    public void Simplified_ClusterOfOne_IsZero()
        => Assert.Equal(0, Silhouette.Simplified(Golden, GoldenLabels, 3).Values[5]);

    [Fact]
    public void Of_WrongLabels_AreRefused()
    {
        Assert.Equal("SEG-CLUS-011", Assert.Throws<ProblemException>(() => Silhouette.Exact(Golden, [0, 0], 2)).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-011", Assert.Throws<ProblemException>(() => Silhouette.Exact(Golden, [0, 0, 0, 0, 0, 0], 1)).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-011", Assert.Throws<ProblemException>(() => ClusterScores.Of(Golden, [0, 0, 0, 1, 1, 3], 3)).Problems.Single().Code);
    }

    [Fact]
    public void ClusterScores_CoincidentCentresOrNoSpread_FollowTheRule()
    {
        Assert.Equal(double.PositiveInfinity, ClusterScores.Of(new PointTable([0, 2, 1, 1], 1), [0, 0, 1, 1], 2).DaviesBouldin);
        Assert.Equal(double.PositiveInfinity, ClusterScores.Of(new PointTable([0, 0, 1, 1], 1), [0, 0, 1, 1], 2).CalinskiHarabasz);
        Assert.True(double.IsNaN(ClusterScores.Of(new PointTable([0, 1], 1), [0, 1], 2).CalinskiHarabasz));
    }

    private static (PointTable Points, int[] Labels) Groups(int count)
    {
        var random = new SplitMix64(59);
        var values = new double[2 * count];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % 3;
            values[2 * row] = (4 * labels[row]) + random.NextGaussian();
            values[(2 * row) + 1] = random.NextGaussian();
        }

        return (new PointTable(values, 2), labels);
    }
}
