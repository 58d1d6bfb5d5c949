using SegmentationML.Core.Drift;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Drift;

public sealed class PopulationStabilityIndexTests
{
    [Fact]
    public void OfCounts_DefinitionsGolden_FloorRule()
    {
        // definitions.md §2: (.5, .3, .2) to (.4, .35, .25).
        var result = PopulationStabilityIndex.OfCounts([500, 300, 200], [400, 350, 250], new PsiOptions { ZeroShare = ZeroShareRule.Floor });

        Assert.Equal(0.041179, result.Psi, 6);
    }

    [Fact]
    public void Of_EqualSamples_IsZeroWithCertainty()
    {
        var result = PopulationStabilityIndex.Of([3, 1, 2, 5, 4, 4], [4, 3, 1, 2, 5, 4]);

        Assert.Equal(0, result.Psi);
        Assert.Equal(1, result.PValue);
    }

    [Fact]
    public void OfCounts_SwappedSamples_IsTheSame()
    {
        var forth = PopulationStabilityIndex.OfCounts([10, 20, 30], [30, 25, 5]);
        var back = PopulationStabilityIndex.OfCounts([30, 25, 5], [10, 20, 30]);

        Assert.Equal(forth.Psi, back.Psi, 14);
        Assert.Equal(forth.PValue, back.PValue, 14);
    }

    [Fact]
    public void Of_MissingValues_AreABinOfTheirOwn()
    {
        var result = PopulationStabilityIndex.Of([1, 2, 3, 4, double.NaN], [1, 2, 3, double.NaN, double.NaN], new PsiOptions { Bins = 2 });

        Assert.Equal([2L, 2, 1], result.Bins.Select(bin => bin.Reference));
        Assert.Equal([2L, 1, 2], result.Bins.Select(bin => bin.Current));
        Assert.True(double.IsNaN(result.Bins[2].Upper));
        Assert.True(double.IsPositiveInfinity(result.Bins[1].Upper));
    }

    [Fact]
    public void Of_AllReferenceMissing_HasTwoBins()
    {
        var result = PopulationStabilityIndex.Of([double.NaN, double.NaN], [1, double.NaN]);

        Assert.Equal([0L, 2], result.Bins.Select(bin => bin.Reference));
        Assert.True(result.Psi > 0);
    }

    [Fact]
    public void Of_InfiniteValues_FallIntoTheOuterBins()
        => Assert.Equal([2L, 2], PopulationStabilityIndex.Of([1, 2, 3, 4], [double.NegativeInfinity, 1, double.PositiveInfinity, 9], new PsiOptions { Bins = 2 }).Bins.Select(bin => bin.Current));

    [Fact]
    public void Of_OneBin_NeverAlarms()
    {
        var result = PopulationStabilityIndex.OfCounts([10], [20]);

        Assert.Equal(0, result.Psi);
        Assert.Equal(1, result.PValue);
        Assert.Equal(0, result.NoiseFloor99);
    }

    /// <summary>engineering-notes §6: the calibrated 95 % point is passed by 5 to 7 % of identical normal samples of 500.</summary>
    [Fact]
    public void NoiseFloor_IdenticalDistributions_IsPassedAboutOnceInTwenty()
    {
        var random = new SplitMix64(41);
        var passed = 0;
        for (var draw = 0; draw < 1000; draw++)
        {
            var result = PopulationStabilityIndex.Of(Normal(ref random, 500), Normal(ref random, 500));
            passed += result.Psi > result.NoiseFloor95 ? 1 : 0;
        }

        Assert.InRange(passed, 30, 90);
    }

    [Fact]
    public void Of_EmptySample_IsRefused()
    {
        Assert.Equal("SEG-DRIFT-002", Assert.Throws<ProblemException>(() => PopulationStabilityIndex.Of([], [1])).Problems.Single().Code);
        Assert.Equal("SEG-DRIFT-002", Assert.Throws<ProblemException>(() => PopulationStabilityIndex.OfCounts([1, 2], [0, 0])).Problems.Single().Code);
        Assert.Equal("SEG-DRIFT-003", Assert.Throws<ProblemException>(() => PopulationStabilityIndex.OfCounts([1], [1, 2])).Problems.Single().Code);
        Assert.Equal("SEG-DRIFT-004", Assert.Throws<ProblemException>(() => PopulationStabilityIndex.OfCounts([-1, 3], [1, 2])).Problems.Single().Code);
        Assert.Equal(2, new PsiOptions { Bins = 1, Floor = 0 }.Validate().Count());
    }

    private static double[] Normal(ref SplitMix64 random, int count)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = random.NextGaussian();
        }

        return values;
    }
}
