using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.NewItems;

namespace SegmentationML.Core.Tests.Forecasting;

public class LaunchCurveTests
{
    private static readonly LaunchOptions Options = new() { Ages = 4, PriorBuckets = 4, LeastItems = 2 };
    private static readonly double[][] Like = [[4, 8, 12, 16, 9], [2, 4, 6, 8]];

    private static double[] Mean(LaunchCurve curve, double[] own, int horizon)
    {
        var mean = new double[horizon];
        curve.Forecast(own, mean, QuantileLevels.OfSnapshot, new double[horizon * QuantileLevels.OfSnapshot.Count]);
        return mean;
    }

    /// <summary>By hand: levels 10 and 5 (mean 7.5), shape 0.4, 0.8, 1.2, 1.6; an item that sold 2 and 4 so far has scale (6 + 4 × 7.5) / (1.2 + 4).</summary>
    [Fact]
    public void Forecast_ByHand()
    {
        var curve = LaunchCurve.Of(Like, Options)!;
        Close.To([0.4, 0.8, 1.2, 1.6], [.. curve.Shape], 1e-12);
        Assert.Equal(7.5, curve.Level);
        Close.To([3, 6, 9, 12, 12], Mean(curve, [], 5), 1e-12);
        var scale = 36 / 5.2;
        Close.To([1.2 * scale, 1.6 * scale, 1.6 * scale], Mean(curve, [2, 4], 3), 1e-12);
        Close.To(Mean(curve, [2], 1)[0] / 0.8 * 1.2, Mean(curve, [2, double.NaN], 1)[0], 1e-12);
    }

    /// <summary>The longer an item sells at its own rate, the nearer its scale is to it.</summary>
    [Fact]
    public void Forecast_OwnDemand_TakesOver()
    {
        var curve = LaunchCurve.Of([.. Enumerable.Range(0, 5).Select(static _ => Enumerable.Repeat(10.0, 40).ToArray())], Options with { Ages = 40 })!;
        double At(int n) => Mean(curve, [.. Enumerable.Repeat(30.0, n)], 1)[0];
        Assert.Equal(10, At(0), 9);
        Assert.True(At(0) < At(2) && At(2) < At(8) && At(8) < At(30) && At(30) > 27);
    }

    [Fact]
    public void Of_TooFewWholeLaunches_IsNone()
    {
        Assert.Null(LaunchCurve.Of([[1, 2, 3, 4], [1, 2]], Options));
        Assert.Null(LaunchCurve.Of([[1, 2, 3, 4], [1, double.NaN, 3, 4], [1, -2, 3, 4]], Options));
        Assert.Throws<ProblemException>(() => LaunchCurve.Of([], Options with { Ages = 1 }));
    }

    /// <summary>Like items of wide levels give wide quantiles, and whole units whole ones.</summary>
    [Fact]
    public void Quantiles_AreOrderedAndWhole()
    {
        var quantiles = new double[QuantileLevels.OfSnapshot.Count];
        LaunchCurve.Of(Like, Options)!.Forecast([], new double[1], QuantileLevels.OfSnapshot, quantiles);
        Assert.Equal(quantiles.Order(), quantiles);
        Assert.All(quantiles, static q => Assert.Equal(Math.Floor(q), q));
        Assert.True(quantiles[^1] > quantiles[0]);
    }

    [Fact]
    public void PlannedChange_SaysWhatIsWrong()
    {
        static string[] Codes(PlannedChange change) => [.. change.Validate().Select(static p => p.Code)];
        Assert.Equal(["SEG-FCST-224", "SEG-FCST-225", "SEG-FCST-225"], Codes(new PlannedChange(PlannedChangeKind.Replace, -1, 5, 4, " ", 9)));
        Assert.Empty(Codes(new PlannedChange(PlannedChangeKind.Add, -1, 4, 5, "returns", 9)));
        Assert.Equal(0, new PlannedChange(PlannedChangeKind.Add, -10, 4, 5, "returns", 9).Apply(3));
        Assert.Equal(6, new PlannedChange(PlannedChangeKind.Multiply, 2, 4, 5, "fair", 9).Apply(3));
    }
}
