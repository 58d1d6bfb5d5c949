using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Mixture;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Clustering;

public sealed class DriverReachTests
{
    private const int Rows = 300;
    private static readonly string[] Names = ["value", "days", "share"];

    public static TheoryData<string> Methods => ["kmeans", "gaussian-mixture"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void CrossingsOf_JustBeyondTheBoundary_IsTheClassBeyond_AndJustBeforeItTheOwn(string method)
    {
        var (table, fit) = Fitted(method);
        var clusters = fit.Model.Clusters;
        var reach = new DriverReach(table, fit.Model, [.. Enumerable.Range(0, clusters)], clusters);
        var labels = fit.Model.Score(table).Labels;
        var crossings = new Crossing[reach.MaximumCrossings];
        var found = 0;
        for (var row = 0; row < Rows; row += 3)
        {
            var count = reach.CrossingsOf(row, (byte)labels[row], crossings);
            for (var c = 0; c < count; c++)
            {
                found++;
                var value = table.Values[(row * 3) + crossings[c].Driver];
                Assert.Equal(crossings[c].Margin, Math.Abs(crossings[c].Boundary - value), 9);
                Assert.Equal(labels[row], Moved(table, fit, row, crossings[c].Driver, crossings[c].Boundary + ((value - crossings[c].Boundary) * 1e-4)));
                Assert.Equal(crossings[c].ClassBeyond, Moved(table, fit, row, crossings[c].Driver, crossings[c].Boundary - ((value - crossings[c].Boundary) * 1e-4)));
            }
        }

        Assert.True(found > Rows / 4, $"only {found} boundaries");
    }

    [Fact]
    public void CrossingsOf_TwoCentresOnOneDriver_IsTheMiddleInItsOwnUnit()
    {
        // Logarithm, then z: e^x - 1 at 0 and e^2 - 1 at the other centre; the middle is e^1 - 1.
        var table = FeatureTable.InKeyOrder([0, 0, double.ExpM1(2), double.ExpM1(2)], ["value"]);
        var options = new PreparationOptions { Default = new FeaturePreparation { Transform = FeatureTransform.Logarithm } };
        var fit = ClusterFit.Of(table, options, new KMeansClusterer(new KMeansOptions { Clusters = 2 }));
        var labels = fit.Model.Score(table).Labels;
        var classification = new ClusterClassification(fit.Model.Score(table), 2, reach: new DriverReach(table, fit.Model, [0, 1], 2));
        var result = Segmenter.Assign([classification], SegmentMatrix.EachClass(classification.Scheme));

        Assert.Equal(double.ExpM1(1), result.Boundary[0], 9);
        Assert.Equal(double.ExpM1(1), result.Margin[0], 9);
        Assert.Equal(double.ExpM1(2) - double.ExpM1(1), result.Margin[2], 9);
        Assert.Equal("value", result.Drivers[result.MarginDriver[0]].Name);
        Assert.Equal(1 - labels[0], result.SecondSegment[0]);
    }

    [Fact]
    public void CrossingsOf_UnknownDriver_NamesTheOtherOnly()
    {
        var table = FeatureTable.InKeyOrder([0, 0, 10, 10, 0, double.NaN, 10, 10], ["a", "b"]);
        var fit = ClusterFit.Of(table, new PreparationOptions { Default = new FeaturePreparation { Missing = MissingRule.Median } }, new KMeansClusterer(new KMeansOptions { Clusters = 2 }));
        var reach = new DriverReach(table, fit.Model, [0, 1], 2);
        var crossings = new Crossing[reach.MaximumCrossings];
        var count = reach.CrossingsOf(2, (byte)fit.Model.Score(table).Labels[2], crossings);

        Assert.All(crossings[..count], c => Assert.Equal(0, c.Driver));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.0)]
    [InlineData(2.0)]
    [InlineData(-1.3)]
    public void YeoJohnson_Inverse_GivesTheValueBack(double lambda)
    {
        foreach (var x in (double[])[-3, -0.2, 0, 0.7, 12])
        {
            Assert.Equal(x, YeoJohnson.Inverse(YeoJohnson.Transform(x, lambda), lambda), 9);
        }
    }

    private static int Moved(FeatureTable table, ClusterFit fit, int row, int driver, double value)
    {
        var values = table.Values.AsSpan(row * 3, 3).ToArray();
        values[driver] = value;
        return fit.Model.Score(FeatureTable.InKeyOrder(values, Names)).Labels[0];
    }

    private static (FeatureTable Table, ClusterFit Fit) Fitted(string method)
    {
        var random = SplitMix64.ForStream(7, 0);
        var values = new double[Rows * 3];
        for (var row = 0; row < Rows; row++)
        {
            var group = row % 4;
            values[row * 3] = double.ExpM1((group * 1.2) + random.NextDouble());
            values[(row * 3) + 1] = ((group ^ 1) * 20) + (15 * random.NextDouble());
            values[(row * 3) + 2] = random.NextDouble();
        }

        var plain = new FeaturePreparation { Winsorise = 0.01 };
        var options = new PreparationOptions
        {
            Default = plain,
            Features = new Dictionary<string, FeaturePreparation> { ["value"] = plain with { Transform = FeatureTransform.Logarithm }, ["share"] = plain with { Transform = FeatureTransform.YeoJohnson } },
        };
        var table = FeatureTable.InKeyOrder(values, Names);
        return (table, ClusterFit.Of(table, options, method == "kmeans"
            ? new KMeansClusterer(new KMeansOptions { Clusters = 4 })
            : new GaussianMixtureClusterer(new GaussianMixtureOptions { Clusters = 4 })));
    }
}
