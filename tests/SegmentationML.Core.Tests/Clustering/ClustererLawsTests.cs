using SegmentationML.Core.Clustering;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Clustering;

/// <summary>Laws that every clustering method obeys, run over the catalogue.</summary>
public sealed class ClustererLawsTests
{
    public static TheoryData<string> Methods => [.. ClustererCatalog.Methods.Select(method => method.Name)];

    /// <summary>Methods that are told a number of clusters; density methods find their own.</summary>
    public static TheoryData<string> Counted => [.. ClustererCatalog.Methods.Where(method => method.TakesCount).Select(method => method.Name)];

    /// <summary>Excused: sized k-means parts equal rows when a size asks for it.</summary>
    public static TheoryData<string> KeepingEqualRows => [.. ClustererCatalog.Methods.Select(method => method.Name).Where(name => name != "sized-kmeans")];

    /// <summary>Excused: sized k-means scores by the nearest centre whatever the sizes; a border point of DBSCAN goes to the first cluster in reach, a further point to the nearest core point.</summary>
    public static TheoryData<string> ScoringAsFitted => [.. ClustererCatalog.Methods.Select(method => method.Name).Where(name => name is not ("sized-kmeans" or "dbscan"))];

    [Theory]
    [MemberData(nameof(Methods))]
    public void EveryRowHasALabel_AndEveryClusterAMember(string method)
    {
        var points = LawPoints.Groups(3, 80, 3);
        var partition = Method(method, 5).Fit(points);

        Assert.Equal(points.Rows, partition.Labels.Length);
        Assert.All(partition.Labels, label => Assert.InRange(label, Partition.Noise, partition.Clusters - 1));
        Assert.Equal(partition.Sizes, Enumerable.Range(0, partition.Clusters).Select(c => (long)partition.Labels.Count(label => label == c)));
        Assert.DoesNotContain(0L, partition.Sizes);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void LabelsAreOrdered_LargestClusterFirst(string method)
    {
        var partition = Method(method, 5).Fit(LawPoints.Groups(3, 80, 3));

        Assert.Equal(Enumerable.Range(0, partition.Clusters), ClusterOrder.Of(partition.Sizes, partition.Centres));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ShuffledRowsWithKeys_GiveTheSameLabels(string method)
    {
        var points = LawPoints.Groups(3, 80, 5);
        var keys = Enumerable.Range(0, points.Rows).Select(row => $"item-{row:D5}").ToArray();
        var expected = Fit(method, points, keys, Enumerable.Range(0, points.Rows).ToArray());
        var random = new SplitMix64(67);
        for (var trial = 0; trial < 3; trial++)
        {
            var order = Shuffle(ref random, points.Rows);
            Assert.Equal(expected, Fit(method, points, keys, order));
        }
    }

    [Theory]
    [MemberData(nameof(KeepingEqualRows))]
    public void EqualRows_ShareACluster(string method)
    {
        var points = LawPoints.Groups(3, 60, 2);
        var doubled = new PointTable([.. points.Values, .. points.Values], 3);
        var labels = Method(method, 4).Fit(doubled).Labels;

        Assert.Equal(labels[..points.Rows], labels[points.Rows..]);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ConstantFeature_ChangesNothing(string method)
    {
        var points = LawPoints.Groups(3, 60, 3);
        var with = Enumerable.Range(0, points.Rows).SelectMany(row => (double[])[.. points.Row(row), 7]).ToArray();
        var plain = ClusterFit.Of(FeatureTable.InKeyOrder(points.Values, ["a", "b", "c"]), new PreparationOptions(), Method(method, 3));
        var constant = ClusterFit.Of(FeatureTable.InKeyOrder(with, ["a", "b", "c", "constant"]), new PreparationOptions(), Method(method, 3));

        Assert.Equal(plain.Labels, constant.Labels);
        Assert.True(constant.Model.Preparation.Features[3].Dropped);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void OtherUnits_ChangeNothing(string method)
    {
        var points = LawPoints.Groups(3, 60, 3);
        var thousands = points.Values.Select((value, i) => i % 3 == 1 ? value / 1000 : value).ToArray();
        var plain = ClusterFit.Of(FeatureTable.InKeyOrder(points.Values, ["a", "b", "c"]), new PreparationOptions(), Method(method, 3));
        var scaled = ClusterFit.Of(FeatureTable.InKeyOrder(thousands, ["a", "b", "c"]), new PreparationOptions(), Method(method, 3));

        Assert.Equal(plain.Labels, scaled.Labels);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void AnyNumberOfThreads_GivesTheSameBytes(string method)
    {
        var points = LawPoints.Groups(5, 1200, 4);
        var one = ClustererCatalog.All(6, 1, 1).Single(clusterer => clusterer.Name == method).Fit(points);
        var many = ClustererCatalog.All(6, 1, 7).Single(clusterer => clusterer.Name == method).Fit(points);

        Assert.Equal(one.Labels, many.Labels);
        Assert.Equal(one.Centres, many.Centres);
        Assert.Equal(one.Inertia, many.Inertia);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void InputIsUntouched_AndASecondFitIsTheSame(string method)
    {
        var points = LawPoints.Groups(3, 60, 3);
        var before = points.Values.ToArray();
        var first = Method(method, 3).Fit(points);

        Assert.Equal(before, points.Values);
        Assert.Equal(first.Labels, Method(method, 3).Fit(points).Labels);
    }

    [Theory]
    [MemberData(nameof(ScoringAsFitted))]
    public void ScoringTheTrainingRows_GivesTheLabelsOfTheFit(string method)
    {
        var table = FeatureTable.InKeyOrder(LawPoints.Groups(4, 60, 5).Values, ["a", "b", "c"]);
        var fit = ClusterFit.Of(table, new PreparationOptions(), Method(method, 4));

        Assert.Equal(fit.Labels, fit.Model.Score(table).Labels);
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void MoreClustersThanRowsOrThanDistinctRows_AreRefused(string method)
    {
        Assert.Equal("SEG-CLUS-007", Assert.Throws<ProblemException>(() => Method(method, 4).Fit(new PointTable([1, 2, 3], 1))).Problems.Single().Code);
        var refused = Assert.Throws<ProblemException>(() => Method(method, 3).Fit(new PointTable([1, 2, 1, 2, 1], 1))).Problems.Single();
        Assert.Equal("SEG-CLUS-008", refused.Code);
        Assert.Contains("only 2 rows differ", refused.What, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void OneClusterOfOneRow_IsItself(string method)
    {
        var partition = Method(method, 1).Fit(new PointTable([4, 2], 2));

        Assert.Equal([0], partition.Labels);
        Assert.Equal([4, 2], partition.Centres);
        Assert.Equal(0, partition.Inertia);
    }

    [Theory]
    [MemberData(nameof(Counted))]
    public void AsManyClustersAsRows_GiveEachItsOwn(string method)
        => Assert.Equal([0, 1, 2, 3], Method(method, 4).Fit(new PointTable([1, 5, 9, 20], 1)).Labels);

    private static IClusterer Method(string name, int clusters) => ClustererCatalog.All(clusters).Single(clusterer => clusterer.Name == name);

    /// <summary>Label by key, in the order of the keys.</summary>
    private static int[] Fit(string method, PointTable points, string[] keys, int[] order)
    {
        var table = FeatureTable.WithKeys([.. order.SelectMany(row => points.Row(row).ToArray())], ["a", "b", "c"], [.. order.Select(row => keys[row])]);
        var labels = ClusterFit.Of(table, new PreparationOptions(), Method(method, 4)).Labels;
        return [.. order.Select((row, i) => (row, label: labels[i])).OrderBy(pair => pair.row).Select(pair => pair.label)];
    }

    private static int[] Shuffle(ref SplitMix64 random, int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
