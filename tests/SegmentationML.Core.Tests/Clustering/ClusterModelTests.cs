using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Clustering;

public sealed class ClusterModelTests
{
    private static readonly FeatureTable Training = FeatureTable.InKeyOrder(LawPoints.Groups(4, 80, 3).Values, ["a", "b", "c"]);
    private static readonly ClusterFit Fit = ClusterFit.Of(Training, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 4 }));

    [Fact]
    public void Score_Margin_IsTheDistanceAtWhichTheClusterChanges()
    {
        var model = new ClusterModel("kmeans", new FittedPreparation([Plain("x"), Plain("y")]), 2, [0, 0, 10, 0], [1, 1], 0, new NearestCentreRule([0, 0, 10, 0], 2));
        var scored = model.Score(FeatureTable.InKeyOrder([2, 7, 5, 1, 12, 0], ["x", "y"]));

        Assert.Equal([0, 0, 1], scored.Labels);
        Assert.Equal([1, 1, 0], scored.SecondLabels);
        Assert.Equal([3, 0, 7], scored.Margins);
        Assert.Equal([0.6, 0, 1.4], scored.RelativeMargins);
        Assert.Equal(2, scored.Distances[2]);
    }

    [Fact]
    public void Score_OneCluster_HasNoSecond()
    {
        var model = new ClusterModel("kmeans", new FittedPreparation([Plain("x")]), 1, [0], [1], 0, new NearestCentreRule([0], 1));
        var scored = model.Score(FeatureTable.InKeyOrder([2, 3], ["x"]));

        Assert.Equal([-1, -1], scored.SecondLabels);
        Assert.True(double.IsNaN(scored.Margins[0]));
        Assert.Equal(SegmentAssignments.None, Segmenter.Assign([new ClusterClassification(scored, 1)], SegmentMatrix.EachClass(ClusterClassification.SchemeOf(1))).SecondSegment[0]);
    }

    [Fact]
    public void Score_NewRows_NeverGetAnUnknownLabel()
    {
        var scored = Fit.Model.Score(FeatureTable.InKeyOrder([1e9, -1e9, 0, 0, 0, 0], ["a", "b", "c"]));

        Assert.All(scored.Labels, label => Assert.InRange(label, 0, 3));
    }

    [Fact]
    public void Score_ShuffledKeys_ComeBackInTheCallersOrder()
    {
        var table = FeatureTable.WithKeys([0, 10, 0.1, 9.9], ["x"], ["d", "c", "b", "a"]);
        var fit = ClusterFit.Of(table, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 2 }));

        Assert.Equal([0, 1, 0, 1], fit.Labels);
        Assert.Equal([1, 0, 1, 0], fit.Partition.Labels);
        Assert.Equal(fit.Labels, fit.Model.Score(table).Labels);
    }

    [Fact]
    public void ClusterClassification_Segments_AreClustersWithTheSecondNearest()
    {
        var scored = Fit.Model.Score(Training);
        var classification = new ClusterClassification(scored, 4);
        var result = Segmenter.Assign([classification], SegmentMatrix.EachClass(classification.Scheme));

        Assert.Equal(scored.Labels, result.Segment);
        Assert.Equal(scored.SecondLabels, result.SecondSegment);
        Assert.Equal(scored.Margins, result.Margin);
        Assert.Equal("CLUSTER:K1", result.Reasons[result.Reason[Array.IndexOf(scored.Labels, 0)]]);
    }

    [Fact]
    public void ClusterClassification_EntitiesOutsideTheClustering_AreUnclassifiedWithoutMargin()
    {
        var model = new ClusterModel("kmeans", new FittedPreparation([Plain("x")]), 2, [0, 10], [1, 1], 0, new NearestCentreRule([0, 10], 2));
        var scored = model.Score(FeatureTable.InKeyOrder([9, 1], ["x"])).Among([3, 1], 4);
        var classification = new ClusterClassification(scored, 2);
        var result = Segmenter.Assign([classification], SegmentMatrix.EachClass(classification.Scheme));

        Assert.Equal(["U", "K1", "U", "K2"], result.Segment.Select(segment => result.Segments[segment].Code));
        Assert.Equal([SegmentAssignments.None, 1, SegmentAssignments.None, 0], result.SecondSegment);
        Assert.Equal(4, result.Margin[3]);
        Assert.True(double.IsNaN(result.Margin[0]));
    }

    [Fact]
    public void PrincipalPlane_PointsOnALine_LieAlongIt()
    {
        var points = new PointTable([0, 0, 1, 2, 2, 4, 3, 6], 2);
        var plane = PrincipalPlane.Of(points);
        var coordinates = plane.Project(points);

        Assert.Equal(1, plane.ExplainedShares[0], 9);
        Assert.Equal(1 / Math.Sqrt(5), plane.Axes[0], 9);
        Assert.Equal(2 / Math.Sqrt(5), plane.Axes[1], 9);
        Assert.Equal(Math.Sqrt(5), coordinates[2] - coordinates[0], 9);
        Assert.Equal(0, coordinates[1], 9);
    }

    [Fact]
    public void PrincipalPlane_OneDimension_HasAZeroSecondAxis()
    {
        var plane = PrincipalPlane.Of(new PointTable([1, 2, 4], 1));

        Assert.Equal([1, 0], plane.Axes);
        Assert.Equal([1, 0], plane.ExplainedShares);
    }

    private static FittedFeature Plain(string name) => new(name, FeatureTransform.None, double.NaN, double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, 1, 1, "none", 0, 0);
}
