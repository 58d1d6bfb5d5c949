using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class LabelMatchingTests
{
    private static readonly LabelMatchOptions Default = new();

    [Fact]
    public void Match_RenumberedCopy_HasZeroChurn()
    {
        var random = new SplitMix64(37);
        int[] renumber = [3, 0, 4, 1, 2];
        int[] codes = [10, 11, 12, 13, 14];
        var previous = new int[500];
        for (var i = 0; i < previous.Length; i++)
        {
            previous[i] = random.NextInt32(5);
        }

        int[] current = [.. previous.Select(label => renumber[label])];
        var match = LabelMatching.Match(previous, current, 5, 5, Default);
        var next = 15;
        var currentCodes = match.Codes(codes, ref next);
        var migration = MigrationMatrix.Of(["10", "11", "12", "13", "14"], previous, [.. current.Select(label => currentCodes[label] - 10)]);

        Assert.Equal([1, 3, 4, 0, 2], match.PreviousOf);
        Assert.All(match.Jaccard, jaccard => Assert.Equal(1, jaccard));
        Assert.Equal(0, migration.Churn);
        Assert.Equal(15, next);
        Assert.Empty(match.Splits);
        Assert.Empty(match.Merges);
        Assert.Empty(match.Retired);
    }

    [Fact]
    public void Match_GoldenContingency_IsTheOptimalMapping()
    {
        // golden/drift.json segmentMigration: refToCur [1, 0, 3, 2], 25 of 200 migrate.
        int[][] contingency = [[1, 40, 4, 0], [50, 2, 3, 5], [0, 3, 2, 60], [2, 1, 25, 2]];
        var (previous, current) = Expand(contingency);
        var match = LabelMatching.Match(previous, current, 4, 4, Default);
        var migration = MigrationMatrix.Of(["a", "b", "c", "d"], previous, [.. current.Select(label => match.PreviousOf[label])]);

        Assert.Equal([1, 0, 3, 2], match.PreviousOf);
        Assert.Equal(25, migration.Moved);
        Assert.Equal(0.125, migration.Churn);
        Assert.Equal(0.965, MigrationMatrix.Of(["a", "b", "c", "d"], previous, current).Churn);
    }

    [Fact]
    public void Match_ClusterSplit_IsNamedAndTheGreaterPartContinues()
    {
        // Old 0 (100) becomes new 0 (40) and new 2 (60); old 1 stays.
        var (previous, current) = Expand([[40, 0, 60], [0, 50, 0]]);
        var match = LabelMatching.Match(previous, current, 2, 3, Default);
        var next = 7;

        Assert.Equal([-1, 1, 0], match.PreviousOf);
        Assert.Equal([7, 3, 2], match.Codes([2, 3], ref next));
        Assert.Equal(8, next);
        var split = Assert.Single(match.Splits);
        Assert.Equal(0, split.One);
        Assert.Equal([0, 2], split.Many);
    }

    [Fact]
    public void Match_ClustersMerge_IsNamedAndTheLesserRetires()
    {
        var (previous, current) = Expand([[70, 0], [40, 0], [0, 30]]);
        var match = LabelMatching.Match(previous, current, 3, 2, Default);

        Assert.Equal([0, 2], match.PreviousOf);
        Assert.Equal([1], match.Retired);
        Assert.Equal([0, 1], Assert.Single(match.Merges).Many);
    }

    [Fact]
    public void Match_OverlapBelowTheThreshold_IsANewCluster()
    {
        var (previous, current) = Expand([[20, 80], [80, 20]]);

        Assert.Equal([1, 0], LabelMatching.Match(previous, current, 2, 2, Default).PreviousOf);
        Assert.Equal([-1, -1], LabelMatching.Match(previous, current, 2, 2, Default with { Threshold = 0.7 }).PreviousOf);
    }

    [Fact]
    public void Match_ByValue_FollowsTheMoney()
    {
        // Three small entities of cluster 0 go to 1, one great one stays.
        var match = LabelMatching.Match([0, 0, 0, 0, 1], [0, 1, 1, 1, 1], 2, 2, Default, [100, 1, 1, 1, 5]);

        Assert.Equal([0, 1], match.PreviousOf);
        Assert.Equal(100.0 / 103, match.Jaccard[0], 12);
    }

    [Fact]
    public void Match_EntitiesOfOneRunOnly_DoNotCount()
    {
        var match = LabelMatching.Match([0, 1, -1, 1], [1, 0, 0, -1], 2, 2, Default);

        Assert.Equal([1, 0], match.PreviousOf);
        Assert.Equal([1, 1], match.Jaccard);
    }

    [Fact]
    public void Match_WrongInput_IsRefused()
    {
        Assert.Equal("SEG-SEGM-005", Assert.Throws<ProblemException>(() => LabelMatching.Match([0], [0, 1], 1, 2, Default)).Problems.Single().Code);
        Assert.Equal("SEG-SEGM-006", Assert.Throws<ProblemException>(() => LabelMatching.Match([2], [0], 1, 1, Default)).Problems.Single().Code);
        Assert.Equal(2, (Default with { Threshold = 0, PartShare = 0.6 }).Validate().Count());
    }

    private static (int[] Previous, int[] Current) Expand(int[][] contingency)
    {
        var pairs = contingency.SelectMany((row, from) => row.SelectMany((count, to) => Enumerable.Repeat((from, to), count))).ToArray();
        return ([.. pairs.Select(pair => pair.from)], [.. pairs.Select(pair => pair.to)]);
    }
}
