using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Validity;

namespace SegmentationML.Core.Tests.Clustering.Validity;

public sealed class ClusterCountChooserTests
{
    [Theory]
    [InlineData(ClusterCountCriterion.SimplifiedSilhouette)]
    [InlineData(ClusterCountCriterion.SampledSilhouette)]
    [InlineData(ClusterCountCriterion.CalinskiHarabasz)]
    [InlineData(ClusterCountCriterion.DaviesBouldin)]
    public void Choose_ClearGroups_FindsTheirNumber(ClusterCountCriterion criterion)
    {
        var points = LawPoints.Groups(4, 60, 10);
        var choice = ClusterCountChooser.Choose(points, new ClusterCountOptions { Maximum = 8, Criterion = criterion }, KMeans);

        Assert.Equal(4, choice.Clusters);
        Assert.Equal(4, choice.Partition.Clusters);
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], choice.Rows.Select(row => row.Clusters));
        Assert.All(choice.Rows.Zip(choice.Rows.Skip(1)), pair => Assert.True(pair.Second.Scores.Inertia <= pair.First.Scores.Inertia));
        Assert.Equal(criterion, choice.Criterion);
    }

    [Fact]
    public void Choose_FewerDistinctRowsThanTheRange_EndsThere()
    {
        var choice = ClusterCountChooser.Choose(new PointTable([0, 0, 5, 5, 9, 9], 1), new ClusterCountOptions(), KMeans);

        Assert.Equal([2, 3], choice.Rows.Select(row => row.Clusters));
    }

    [Fact]
    public void Choose_AllRowsAlike_IsRefused()
        => Assert.Equal("SEG-CLUS-008", Assert.Throws<ProblemException>(() => ClusterCountChooser.Choose(new PointTable([1, 1, 1], 1), new ClusterCountOptions(), KMeans)).Problems.Single().Code);

    [Fact]
    public void Validate_WrongRange_IsListed()
        => Assert.Equal(3, new ClusterCountOptions { Minimum = 1, Maximum = 0, SilhouetteSample = 0 }.Validate().Count());

    private static KMeansClusterer KMeans(int clusters) => new(new KMeansOptions { Clusters = clusters, Restarts = 10 });
}
