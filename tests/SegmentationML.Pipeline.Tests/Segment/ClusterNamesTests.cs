using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Tests.Segment;

/// <summary>Names that clusters get from their drivers.</summary>
public sealed class ClusterNamesTests
{
    private static readonly string[] Drivers = ["order_count", "recency_days"];

    [Fact]
    public void Of_ClustersOnTheSameSide_SayHowFar()
    {
        var traits = Of([[0.4, 0], [1, 0], [3, 0], [-0.5, 2]]);

        Assert.Equal(["rather many orders", "many orders", "very many orders", "last order very long ago, rather few orders"], traits.Select(ClusterNames.Text));
    }

    [Fact]
    public void Of_ARefitThatMovesALittleOverAGrade_KeepsTheName_AFartherOneNot()
    {
        var before = Of([[0.58, 0]]);

        Assert.Equal(before, Of([[0.7, 0]], before));
        Assert.Equal("many orders", ClusterNames.Text(Of([[1.2, 0]], before)[0]));
        Assert.Equal("rather few orders", ClusterNames.Text(Of([[-0.58, 0]], before)[0]));
    }

    [Fact]
    public void Text_OfAnOlderVersionsTraits_ReadsThemAsTheyWere()
        => Assert.Equal("many orders, low net revenue", ClusterNames.Text(["+order_count", "-net_revenue"]));

    private static IReadOnlyList<IReadOnlyList<string>> Of(IReadOnlyList<IReadOnlyList<double>> centres, IReadOnlyList<IReadOnlyList<string>>? before = null)
        => ClusterNames.Of(Drivers, centres, [0, 0], [1, 1], before ?? [.. centres.Select(_ => (IReadOnlyList<string>)[])]);
}
