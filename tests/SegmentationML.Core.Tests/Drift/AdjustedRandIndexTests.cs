using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Tests.Drift;

public sealed class AdjustedRandIndexTests
{
    [Fact]
    public void Of_DefinitionsGolden()
        => Assert.Equal(0.357143, AdjustedRandIndex.Of([0, 0, 0, 1, 1, 1, 2, 2, 2], [0, 0, 1, 1, 1, 1, 2, 2, 0]), 6);

    [Fact]
    public void Of_RenamedPartition_IsOne()
        => Assert.Equal(1, AdjustedRandIndex.Of([0, 0, 1, 2, 2], [7, 7, -1, 3, 3]), 12);

    [Fact]
    public void Of_BothTrivial_IsOne()
    {
        Assert.Equal(1, AdjustedRandIndex.Of([0, 0, 0], [5, 5, 5]));
        Assert.Equal(1, AdjustedRandIndex.Of([0, 1, 2], [2, 1, 0]));
        Assert.Equal(1, AdjustedRandIndex.Of([], []));
    }

    [Fact]
    public void Of_OtherLengths_AreRefused()
        => Assert.Equal("SEG-DRIFT-003", Assert.Throws<ProblemException>(() => AdjustedRandIndex.Of([0], [])).Problems.Single().Code);
}
