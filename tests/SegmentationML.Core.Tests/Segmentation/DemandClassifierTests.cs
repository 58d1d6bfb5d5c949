using SegmentationML.Core.Demand;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Core.Tests.Segmentation;

public sealed class DemandClassifierTests
{
    private static readonly DemandClassOptions Default = new();

    [Theory]
    [InlineData(1.0, 0.0, "SMOOTH")]
    [InlineData(1.319, 0.489, "SMOOTH")]
    [InlineData(1.319, 0.49, "ERRATIC")]
    [InlineData(1.32, 0.489, "INTERMITTENT")]
    [InlineData(1.32, 0.49, "LUMPY")]
    [InlineData(double.NaN, double.NaN, "NONE")]
    public void Classify_ValueOnACut_TakesTheUpperClass(double adi, double squaredCv, string code)
        => Assert.Equal($"DEMAND:{code}", DemandClassifier.Classify([adi], [squaredCv], Default).ReasonOf(0));

    [Fact]
    public void Classify_GoldenSeries_IsIntermittent()
    {
        var profile = Intermittency.Measure([0, 0, 5, 0, 0, 3, 0, 4, 0, 0, 0, 6]);

        Assert.Equal("DEMAND:INTERMITTENT", DemandClassifier.Classify([profile.Adi], [profile.SquaredCv], Default).ReasonOf(0));
    }

    [Fact]
    public void CrossingsOf_EachDriver_HasItsCut()
    {
        var result = DemandClassifier.Classify([2.64, double.NaN], [0.98, double.NaN], Default, [0.5, 0.5], [0.1, 0.1]);
        var crossings = new Crossing[2];

        Assert.Equal(2, result.CrossingsOf(0, crossings));
        Assert.Equal("ERRATIC", result.Scheme.Codes[crossings[0].ClassBeyond]);
        Assert.Equal(1.32, crossings[0].Margin, 12);
        Assert.Equal(1, crossings[0].RelativeMargin, 12);
        Assert.Equal("INTERMITTENT", result.Scheme.Codes[crossings[1].ClassBeyond]);
        Assert.Equal(4.9, result.Drivers[1].InDeviations(0, crossings[1].Margin), 12);
        Assert.Equal(0, result.CrossingsOf(1, crossings));
    }

    [Fact]
    public void Classify_WrongInput_IsRefused()
    {
        Assert.Equal("SEG-SEGM-004", Assert.Throws<ProblemException>(() => DemandClassifier.Classify([double.PositiveInfinity], [0], Default)).Problems.Single().Code);
        Assert.Equal("SEG-SEGM-005", Assert.Throws<ProblemException>(() => DemandClassifier.Classify([1], [0, 1], Default)).Problems.Single().Code);
        Assert.Equal("SEG-SEGM-006", Assert.Throws<ProblemException>(() => DemandClassifier.Classify([1], [0], Default with { AdiCut = 1 })).Problems.Single().Code);
    }
}
