using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class VariabilityClassifierTests
{
    private static readonly VariabilityClassOptions Default = new();

    [Fact]
    public void Classify_ValueOnABound_BelongsToTheClassBelow()
    {
        var result = VariabilityClassifier.Classify([0, 0.141421, 0.5, 0.500001, 1, 1.01, double.NaN], [], Default);

        Assert.Equal("XXXYYZU", Codes(result));
        Assert.Equal("XYZ:Y", result.ReasonOf(4));
    }

    [Fact]
    public void Classify_TooFewPeriods_IsUnclassifiableNotZ()
        => Assert.Equal("UX", Codes(VariabilityClassifier.Classify([0.1, 0.1], [3, 4], Default)));

    [Fact]
    public void CrossingsOf_EachSide_IsACutWithTheClassBeyond()
    {
        var result = VariabilityClassifier.Classify([0.2, 0.6, 3, double.NaN], [], Default, [0.1, 0.1, 0.1, 0.1]);
        var crossings = new Crossing[2];

        Assert.Equal(1, result.CrossingsOf(0, crossings));
        Assert.Equal((byte)1, crossings[0].ClassBeyond);
        Assert.Equal(0.3, crossings[0].Margin, 12);
        Assert.Equal(0.6, crossings[0].RelativeMargin, 12);
        Assert.Equal(3, result.Drivers[0].InDeviations(0, crossings[0].Margin), 12);
        Assert.Equal(2, result.CrossingsOf(1, crossings));
        Assert.Equal((byte)0, crossings[0].ClassBeyond);
        Assert.Equal((byte)2, crossings[1].ClassBeyond);
        Assert.Equal(1, result.CrossingsOf(2, crossings));
        Assert.Equal(0, result.CrossingsOf(3, crossings));
    }

    [Fact]
    public void Classify_InfiniteOrNegative_IsRefused()
    {
        Assert.Equal("SEG-SEGM-004", Assert.Throws<ProblemException>(() => VariabilityClassifier.Classify([double.PositiveInfinity], [], Default)).Problems.Single().Code);
        Assert.Equal("SEG-SEGM-004", Assert.Throws<ProblemException>(() => VariabilityClassifier.Classify([-0.1], [], Default)).Problems.Single().Code);
    }

    [Fact]
    public void Classify_OtherLengths_AreAllListed()
        => Assert.Equal(2, Assert.Throws<ProblemException>(() => VariabilityClassifier.Classify([1, 2], [1], Default, [1])).Problems.Count(problem => problem.Code == "SEG-SEGM-005"));

    [Fact]
    public void Validate_WrongCutsOrPeriods_AreListed()
    {
        var wrong = new VariabilityClassOptions { Cuts = [1, 0.5], Classes = ["X"], MinimumPeriods = 1 };

        Assert.Equal(["SEG-SEGM-001", "SEG-SEGM-002", "SEG-SEGM-006"], wrong.Validate().Select(problem => problem.Code));
        Assert.Empty(Default.Validate());
    }

    private static string Codes(Classification result) => string.Concat(result.Classes.ToArray().Select(index => result.Scheme.Codes[index]));
}
