using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Drift;

public sealed class DriftAssessmentTests
{
    private static readonly DriftOptions Default = new();

    [Fact]
    public void Assess_TwentyCleanFeatures_HardlyEverAlarm()
    {
        var random = new SplitMix64(43);
        var alarmedRuns = 0;
        for (var run = 0; run < 100; run++)
        {
            var features = new List<FeatureSample>();
            for (var f = 0; f < 20; f++)
            {
                features.Add(FeatureSample.OfValues($"f{f}", Normal(ref random, 120, 0), Normal(ref random, 120, 0)));
            }

            alarmedRuns += DriftAssessment.Assess(features, Default).Any(feature => feature.Verdict == DriftVerdict.Drifted) ? 1 : 0;
        }

        Assert.InRange(alarmedRuns, 0, 12);
    }

    [Fact]
    public void Assess_AShiftAmongCleanFeatures_IsTheOneAlarm()
    {
        var random = new SplitMix64(47);
        var features = Enumerable.Range(0, 10).Select(f => FeatureSample.OfValues($"f{f}", Normal(ref random, 1000, 0), Normal(ref random, 1000, f == 3 ? 0.8 : 0))).ToArray();
        var result = DriftAssessment.Assess(features, Default);

        Assert.Equal("f3", Assert.Single(result, feature => feature.Verdict == DriftVerdict.Drifted).Feature);
    }

    [Fact]
    public void Assess_SignificantButSmall_IsStable()
    {
        var random = new SplitMix64(53);
        var drift = DriftAssessment.Assess([FeatureSample.OfValues("f", Normal(ref random, 20_000, 0), Normal(ref random, 20_000, 0.1))], Default).Single();

        Assert.True(drift.AdjustedPValue < 1e-6);
        Assert.True(drift.Psi!.Psi < 0.1);
        Assert.Equal(DriftVerdict.Stable, drift.Verdict);
    }

    [Fact]
    public void Assess_LargeButPossiblyChance_IsStable()
    {
        var drift = DriftAssessment.Assess([FeatureSample.OfCounts("segment", [30, 20], [20, 30])], Default).Single();

        Assert.True(drift.Psi!.Psi >= 0.1);
        Assert.True(drift.AdjustedPValue > 0.01);
        Assert.Equal(DriftVerdict.Stable, drift.Verdict);
    }

    [Fact]
    public void Assess_TooFewValues_SaysSo()
    {
        var result = DriftAssessment.Assess([FeatureSample.OfValues("f", [1, 2, 3], [2.5, 3.5]), FeatureSample.OfCounts("empty", [0, 0], [5, 5])], Default);

        Assert.All(result, feature => Assert.Equal(DriftVerdict.InsufficientData, feature.Verdict));
        Assert.NotNull(result[0].Psi);
        Assert.Null(result[1].Psi);
        Assert.True(double.IsNaN(result[0].AdjustedPValue));
    }

    [Fact]
    public void Validate_WrongOptions_AreListed()
        => Assert.Equal(4, new DriftOptions { PsiThreshold = double.NaN, Significance = 1, MinimumSize = 0, Psi = new PsiOptions { Bins = 0 } }.Validate().Count());

    private static double[] Normal(ref SplitMix64 random, int count, double shift)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = shift + random.NextGaussian();
        }

        return values;
    }
}
