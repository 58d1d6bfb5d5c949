using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Rules;

namespace SegmentationML.Core.Tests.Clustering.Rules;

public sealed class RuleTreeTests
{
    private static readonly RuleTreeOptions Small = new() { LeastRows = 1 };

    [Fact]
    public void OneThreshold_IsFoundHalfway_AndIsFaithful()
    {
        var tree = RuleTreeLearner.Learn(FeatureTable.InKeyOrder([1, 9, 2, 9, 6, 9, 8, 9], ["value", "same"]), [0, 0, 1, 1], 2, Small);

        Assert.Equal(1, tree.Fidelity);
        Assert.Equal(["value at most 4: K0 (2 rows, 100 %)", "value above 4: K1 (2 rows, 100 %)"], tree.Lines(label => $"K{label}"));
        Assert.Equal("CASE\n  WHEN (\"value\" <= 4 OR \"value\" IS NULL) THEN 'K0'\n  WHEN \"value\" > 4 THEN 'K1'\nEND", tree.Sql(label => $"K{label}"));
    }

    [Fact]
    public void Level_IsAsked_AndQuotesAreEscaped()
    {
        var table = FeatureTable.InKeyOrder([0, 0, 1, 1, 2], ["o\"r"]).WithLevels(new Dictionary<string, IReadOnlyList<string>> { ["o\"r"] = ["it's", "b", "c"] });
        var tree = RuleTreeLearner.Learn(table, [0, 0, 1, 1, 1], 2, Small);

        Assert.Equal(1, tree.Fidelity);
        Assert.Contains("\"o\"\"r\" = 'it''s'", tree.Sql(label => $"K{label}"), StringComparison.Ordinal);
    }

    [Fact]
    public void TooShallow_SaysHowUnfaithful()
    {
        var tree = RuleTreeLearner.Learn(FeatureTable.InKeyOrder([1, 2, 3, 4], ["x"]), [0, 1, 2, 3], 4, new RuleTreeOptions { Depth = 1, LeastRows = 1 });

        Assert.Equal(0.5, tree.Fidelity);
        Assert.Equal(2, tree.ClusterFidelity.Count(share => share == 1));
    }
}
