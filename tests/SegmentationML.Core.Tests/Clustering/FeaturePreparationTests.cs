using SegmentationML.Core.Clustering;

namespace SegmentationML.Core.Tests.Clustering;

public sealed class FeaturePreparationTests
{
    [Fact]
    public void ZScore_HandComputed_UsesThePopulationDeviation()
    {
        var (feature, prepared) = Prepare([1, 2, 3, 4], new FeaturePreparation());

        Assert.Equal(2.5, feature.Centre);
        Assert.Equal(Math.Sqrt(1.25), feature.Scale, 12);
        Assert.Equal(-1.5 / Math.Sqrt(1.25), prepared[0], 12);
    }

    [Fact]
    public void MinMax_HandComputed_LiesBetweenZeroAndOne()
        => Assert.Equal([0, 0.25, 1], Prepare([2, 3, 6], new FeaturePreparation { Scaling = FeatureScaling.MinMax }).Prepared);

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, 3, 2, "iqr")]
    [InlineData(new double[] { 0, 1, 1, 1, 1, 1, 1, 1, 9 }, 1, 0, "sd")]
    [InlineData(new double[] { 0, 0, 5, 5, 5, 5, 5, 5, 5, 5, 9, 9, 9 }, 5, 0, "sd")]
    public void Robust_NoQuartileRange_FallsBackByTheRule(double[] values, double centre, double scale, string rule)
    {
        var (feature, _) = Prepare(values, new FeaturePreparation { Scaling = FeatureScaling.Robust });

        Assert.Equal(centre, feature.Centre);
        Assert.Equal(rule, feature.ScaleRule);
        Assert.True(scale == 0 ? feature.Scale > 0 : feature.Scale == scale);
    }

    [Fact]
    public void Logarithm_IsOddAboutZero()
    {
        var (_, prepared) = Prepare([-Math.E + 1, 0, Math.E - 1], new FeaturePreparation { Transform = FeatureTransform.Logarithm, Scaling = FeatureScaling.None });

        Assert.Equal(-1, prepared[0], 12);
        Assert.Equal(0, prepared[1]);
        Assert.Equal(1, prepared[2], 12);
    }

    [Fact]
    public void Winsorise_TrainingQuantiles_ClipAndAreKeptForScoring()
    {
        var values = Enumerable.Range(0, 101).Select(i => (double)i).ToArray();
        var table = FeatureTable.InKeyOrder(values, ["x"]);
        var fitted = FittedPreparation.Fit(table, Default(new FeaturePreparation { Winsorise = 0.05, Scaling = FeatureScaling.None }));

        Assert.Equal(5, fitted.Features[0].LowerLimit, 12);
        Assert.Equal(95, fitted.Features[0].UpperLimit, 12);
        Assert.Equal(10, fitted.Features[0].Clipped);
        Assert.Equal([5, 50, 95], fitted.Apply(FeatureTable.InKeyOrder([-1000, 50, 1e9], ["x"])).Values);
    }

    [Fact]
    public void Weight_MultipliesSquaredDifferences()
    {
        var (_, prepared) = Prepare([0, 1], new FeaturePreparation { Scaling = FeatureScaling.None, Weight = 9 });

        Assert.Equal(9, (prepared[1] - prepared[0]) * (prepared[1] - prepared[0]), 12);
    }

    [Fact]
    public void Missing_ByMedian_StandsInAtFitAndAtScoring()
    {
        var table = FeatureTable.InKeyOrder([1, double.NaN, 3, 8], ["x"]);
        var fitted = FittedPreparation.Fit(table, Default(new FeaturePreparation { Missing = MissingRule.Median, Scaling = FeatureScaling.None }));

        Assert.Equal(3, fitted.Features[0].Median);
        Assert.Equal(1, fitted.Features[0].Missing);
        Assert.Equal([1, 3, 3, 8], fitted.Apply(table).Values);
    }

    [Fact]
    public void Missing_Refused_NamesFeatureAndRow()
    {
        var refused = Assert.Throws<ProblemException>(() => FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 2, 3, double.NaN], ["x", "y"]), new PreparationOptions())).Problems.Single();

        Assert.Equal("SEG-CLUS-004", refused.Code);
        Assert.Contains("'y' is NaN or missing in row 2", refused.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Scoring_ValueThatCannotBePrepared_IsRefused(double value)
    {
        var fitted = FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 2, 3], ["x"]), new PreparationOptions());

        Assert.Equal("SEG-CLUS-004", Assert.Throws<ProblemException>(() => fitted.Apply(FeatureTable.InKeyOrder([1, value], ["x"]))).Problems.Single().Code);
    }

    [Fact]
    public void Infinite_IsRefusedEvenWithTheMedianRule()
        => Assert.Equal("SEG-CLUS-004", Assert.Throws<ProblemException>(() => Prepare([1, double.NegativeInfinity], new FeaturePreparation { Missing = MissingRule.Median })).Problems.Single().Code);

    [Fact]
    public void ConstantFeature_IsDroppedWithItsName_AndNothingLeftIsRefused()
    {
        var fitted = FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 7, 2, 7], ["x", "same"]), new PreparationOptions());

        Assert.Equal(1, fitted.Dimensions);
        Assert.Equal("dropped", fitted.Features[1].ScaleRule);
        Assert.Equal("SEG-CLUS-006", Assert.Throws<ProblemException>(() => FittedPreparation.Fit(FeatureTable.InKeyOrder([7, 7], ["same"]), new PreparationOptions())).Problems.Single().Code);
    }

    [Fact]
    public void AllMissingFeature_ByMedian_IsDropped()
    {
        var options = Default(new FeaturePreparation { Missing = MissingRule.Median });

        Assert.True(FittedPreparation.Fit(FeatureTable.InKeyOrder([1, double.NaN, 2, double.NaN], ["x", "unknown"]), options).Features[1].Dropped);
    }

    [Fact]
    public void FeaturesOfTheirOwn_AreChosenByName_AndUnknownOnesRefused()
    {
        var options = new PreparationOptions { Features = new Dictionary<string, FeaturePreparation> { ["y"] = new() { Scaling = FeatureScaling.None } } };
        var fitted = FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 5, 2, 6], ["x", "y"]), options);

        Assert.Equal(["sd", "none"], fitted.Features.Select(feature => feature.ScaleRule));
        Assert.Equal("SEG-CLUS-010", Assert.Throws<ProblemException>(() => FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 2], ["x"]), options)).Problems.Single().Code);
    }

    [Fact]
    public void Tables_WrongShapesNamesOrKeys_AreRefused()
    {
        Assert.Equal("SEG-CLUS-001", Assert.Throws<ProblemException>(() => FeatureTable.InKeyOrder([1, 2, 3], ["x", "y"])).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-001", Assert.Throws<ProblemException>(() => FeatureTable.InKeyOrder([], [])).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-002", Assert.Throws<ProblemException>(() => FeatureTable.InKeyOrder([1, 2], ["x", "x"])).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-003", Assert.Throws<ProblemException>(() => FeatureTable.WithKeys([1, 2], ["x"], ["a", "a"])).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-003", Assert.Throws<ProblemException>(() => FeatureTable.WithKeys([1, 2], ["x"], ["a"])).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-009", Assert.Throws<ProblemException>(() => FittedPreparation.Fit(FeatureTable.InKeyOrder([1, 2], ["x"]), new PreparationOptions()).Apply(FeatureTable.InKeyOrder([1, 2], ["y"]))).Problems.Single().Code);
        Assert.Equal("SEG-CLUS-001", Assert.Throws<ProblemException>(() => new PointTable([1, 2, 3], 2)).Problems.Single().Code);
    }

    [Fact]
    public void Validate_WrongOptions_AreListed()
        => Assert.Equal(2, Default(new FeaturePreparation { Winsorise = 0.5, Weight = 0 }).Validate().Count());

    private static PreparationOptions Default(FeaturePreparation preparation) => new() { Default = preparation };

    private static (FittedFeature Feature, double[] Prepared) Prepare(double[] values, FeaturePreparation preparation)
    {
        var table = FeatureTable.InKeyOrder(values, ["x"]);
        var fitted = FittedPreparation.Fit(table, Default(preparation));
        return (fitted.Features[0], fitted.Apply(table).Values);
    }
}
