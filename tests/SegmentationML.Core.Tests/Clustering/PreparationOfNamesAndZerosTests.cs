using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Medoids;
using SegmentationML.Core.Clustering.Prototypes;

namespace SegmentationML.Core.Tests.Clustering;

public sealed class PreparationOfNamesAndZerosTests
{
    private static readonly Dictionary<string, IReadOnlyList<string>> Colours = new() { ["colour"] = ["red", "blue"] };

    [Theory]
    [InlineData(0.5, -2, -2.797435)]
    [InlineData(0.5, 3, 2)]
    [InlineData(0, -2, -4)]
    [InlineData(0, 3, 1.386294)]
    [InlineData(2, -2, -1.098612)]
    [InlineData(2, 3, 7.5)]
    public void YeoJohnson_GoldenValues(double lambda, double x, double expected) => Assert.Equal(expected, YeoJohnson.Transform(x, lambda), 6);

    [Fact]
    public void YeoJohnson_Fit_MakesAPowerOfNormalsNormalAgain()
    {
        double[] values = [.. Enumerable.Range(1, 199).Select(i => Math.Exp(Numerics.NormalFunctionsOf(i / 200.0)) - 1)];

        Assert.InRange(YeoJohnson.Fit([.. values.Where(value => value >= 0)]), -6, 1);
        Assert.Equal(1, YeoJohnson.Fit([.. Enumerable.Range(1, 199).Select(i => 100 + (10 * Numerics.NormalFunctionsOf(i / 200.0)))]), 0.3);
    }

    [Fact]
    public void Quantile_EqualSteps_AreNormalScores_AndTiesShareOne()
    {
        var (_, points) = ClusterFit.Prepare(FeatureTable.InKeyOrder([10, 20, 20, 40, 1000], ["x"]), Plain(FeatureScaling.Quantile));

        Assert.Equal(points.Values[1], points.Values[2]);
        Assert.Equal(-points.Values[0], points.Values[4], 9);
        Assert.True(points.Values[3] > points.Values[2] && points.Values[4] < 1.6);
    }

    [Fact]
    public void ZeroInflated_ZerosStandApartByTheIndicatorOnly_AndAllZeroIsInactive()
    {
        var options = new PreparationOptions { Default = new FeaturePreparation { ZeroInflated = true, Scaling = FeatureScaling.ZScore } };
        var table = FeatureTable.InKeyOrder([0, 5, 0, 0, 4, 1, 8, 2, 6, 9], ["x", "y"]);
        var fit = ClusterFit.Of(table, options, new KMeansClusterer(new KMeansOptions { Clusters = 2 }));

        Assert.Equal(Partition.Inactive, fit.Labels[1]);
        Assert.Equal(4, fit.Points.Rows);
        Assert.Equal(6, fit.Model.Preparation.Features[0].Hurdle!.StandIn);
        Assert.Equal(Partition.Inactive, fit.Model.Score(FeatureTable.InKeyOrder([0, 0, 3, 3], ["x", "y"])).Labels[0]);
        Assert.Equal("SEG-CLUS-015", Assert.Throws<ProblemException>(() => ClusterFit.Prepare(FeatureTable.InKeyOrder([0, 0], ["x"]), options)).Problems.Single().Code);
    }

    // definitions: numeric 10 against 30 (range 100), one match, one mismatch -> 0.4.
    [Fact]
    public void Gower_GoldenPair()
    {
        var levels = new Dictionary<string, IReadOnlyList<string>> { ["b"] = ["x", "y"], ["c"] = ["u", "v"] };
        var table = FeatureTable.InKeyOrder([10, 0, 0, 30, 0, 1, 110, 1, 1], ["a", "b", "c"]).WithLevels(levels);
        var (_, points) = ClusterFit.Prepare(table, Plain(FeatureScaling.Gower));

        Assert.Equal(0.4, new PointDissimilarity(Dissimilarity.Gower, 3, points.Categories).Of(points, 0, points, 1), 12);
    }

    [Fact]
    public void OneHot_TwoLevels_LieTheWeightApart_AndAnUnseenLevelDiffersOrIsRefused()
    {
        var options = new PreparationOptions { Default = new FeaturePreparation { Categories = CategoryEncoding.OneHot, Weight = 4 } };
        var (preparation, points) = ClusterFit.Prepare(FeatureTable.InKeyOrder([0, 1], ["colour"]).WithLevels(Colours), options);
        var other = FeatureTable.InKeyOrder([0], ["colour"]).WithLevels(new Dictionary<string, IReadOnlyList<string>> { ["colour"] = ["green"] });

        Assert.Equal(4, Distance.Squared(points.Row(0), points.Row(1)), 12);
        Assert.Equal([0, 0], preparation.Apply(other).Values);
        var (strict, _) = ClusterFit.Prepare(FeatureTable.InKeyOrder([0, 1], ["colour"]).WithLevels(Colours), new PreparationOptions { Default = options.Default with { UnseenLevel = UnseenLevelRule.Refuse } });
        var refused = Assert.Throws<ProblemException>(() => strict.Apply(other)).Problems.Single();
        Assert.Equal("SEG-CLUS-013", refused.Code);
        Assert.Contains("'green'", refused.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Levels_InAnotherOrderAtScoring_AreTheSameLevels_AndMethodsOfNumbersRefuseThem()
    {
        var table = FeatureTable.InKeyOrder([1, 0, 1.1, 0, 9, 1, 9.1, 1], ["x", "colour"]).WithLevels(Colours);
        var fit = ClusterFit.Of(table, new PreparationOptions(), new KPrototypesClusterer(new KPrototypesOptions { Clusters = 2 }));
        var turned = FeatureTable.InKeyOrder([1, 1, 1.1, 1, 9, 0, 9.1, 0], ["x", "colour"]).WithLevels(new Dictionary<string, IReadOnlyList<string>> { ["colour"] = ["blue", "red"] });

        Assert.Equal(fit.Labels, fit.Model.Score(turned).Labels);
        Assert.Equal("SEG-CLUS-014", Assert.Throws<ProblemException>(() => ClusterFit.Of(table, new PreparationOptions(), new KMeansClusterer(new KMeansOptions { Clusters = 2 }))).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-012", Assert.Throws<ProblemException>(() => FeatureTable.InKeyOrder([0, 7], ["colour"]).WithLevels(Colours)).Problems.Single().Code);
    }

    private static PreparationOptions Plain(FeatureScaling scaling) => new() { Default = new FeaturePreparation { Scaling = scaling } };

    private static class Numerics
    {
        public static double NormalFunctionsOf(double p) => Core.Numerics.NormalFunctions.Quantile(p);
    }
}
