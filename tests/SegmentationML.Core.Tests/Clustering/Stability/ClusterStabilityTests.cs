using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Core.Tests.Clustering.Stability;

public sealed class ClusterStabilityTests
{
    [Fact]
    public void ClearGroups_AreHighlyStable_AndPassTheGate()
    {
        var report = Measure(separation: 12, groups: 3, clusters: 3);

        Assert.All(report.Jaccard, jaccard => Assert.True(jaccard > 0.98));
        Assert.Equal(1, report.SeedAgreement, 6);
        Assert.Empty(report.Gate(new StabilityOptions()));
    }

    [Fact]
    public void OneCloudCutInSix_IsBlockedByAStrictGate_WithTheClusterNamed()
    {
        var problems = Measure(separation: 0, groups: 1, clusters: 6).Gate(new StabilityOptions { LeastJaccard = 0.85 });

        Assert.NotEmpty(problems);
        Assert.All(problems, problem => Assert.Equal("SEG-CLUS-021", problem.Code));
        Assert.Contains(problems, problem => problem.What.Contains("cluster ", StringComparison.Ordinal));
    }

    [Fact]
    public void Windows_AreComparedOnCommonEntities_WithCoverage()
    {
        var first = new Dictionary<string, int> { ["a"] = 0, ["b"] = 0, ["c"] = 1, ["gone"] = 1 };
        var second = new Dictionary<string, int> { ["a"] = 5, ["b"] = 5, ["c"] = 2, ["new"] = 2 };
        var agreement = WindowAgreement.Rolling([first, second]).Single();

        Assert.Equal((1.0, 1.0, 3, 0.6), (agreement.AdjustedRand, agreement.AdjustedInformation, agreement.Common, agreement.Coverage));
    }

    private static StabilityReport Measure(double separation, int groups, int clusters)
    {
        var points = LawPoints.Groups(groups, 90, separation);
        Func<ulong, KMeansClusterer> method = seed => new KMeansClusterer(new KMeansOptions { Clusters = clusters, Seed = seed, Restarts = 3 });
        return ClusterStability.Measure(points, method(1).Fit(points), method, new StabilityOptions { Resamples = 10, Seeds = 3 });
    }
}
