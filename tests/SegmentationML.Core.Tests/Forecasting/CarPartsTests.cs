using SegmentationML.Benchmarks.Accuracy;
using SegmentationML.Benchmarks.CarParts;
using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Ssa;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>Accuracy on the real car-parts set, held against the published table of statsforecast 2.1.1 (three to four digits).</summary>
public class CarPartsTests
{
    /// <summary>Half of the last printed digit, doubled for those rounded on the other side.</summary>
    private const double ThreeDigits = 0.00101;
    private const double FourDigits = 0.000101;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryPublishedRow_IsOurs(bool complete)
    {
        var series = Series(complete);
        Assert.Equal(complete ? 2509 : 2674, series.Count);
        foreach (var (name, method, all, completeOnly) in CarPartsStudy.Published.Where(static row => row.Name != "ses fitted"))
        {
            var published = complete ? completeOnly : all;
            var ours = CarPartsStudy.Measure(series, method);
            Is(published.Mase12, ours.Mase12, ThreeDigits, $"{name} MASE(12)");
            Is(published.Mase1, ours.Mase1, ThreeDigits, $"{name} MASE(1)");
            Is(published.Rmsse, ours.Rmsse, FourDigits, $"{name} RMSSE");
            Is(published.Mae, ours.Mae, ThreeDigits, $"{name} MAE");
            Is(published.Rmse, ours.Rmse, ThreeDigits, $"{name} RMSE");
            Is(published.Bias, ours.Bias, ThreeDigits, $"{name} bias");
        }
    }

    /// <summary>Our search sees every valley of the error where theirs follows one: less error in the fit, and no worse out of sample.</summary>
    [Fact]
    public void FittedSes_IsNoWorseThanPublished()
    {
        var row = CarPartsStudy.Published.Single(static row => row.Name == "ses fitted");
        var ours = CarPartsStudy.Measure(Series(complete: false), row.Method);
        Assert.True(ours.Rmsse <= row.All.Rmsse && ours.Mase12 <= row.All.Mase12 && ours.Rmse <= row.All.Rmse);
    }

    /// <summary>.5972 is IMAPA, the best published method on the complete series; zero stands at .5988.</summary>
    [Fact]
    public void Ssa_IsAheadOfTheBestPublishedMethod_AndOfZero()
    {
        var ours = CarPartsStudy.Measure(Series(complete: true), new SsaForecaster(new()));
        Assert.InRange(ours.Rmsse, 0.59, 0.5972);
        Assert.InRange(ours.Bias, -0.06, 0);
    }

    /// <summary>The choice errs no more than IMAPA, the best published method (.5972, bias -.030), and its pinball loss is within a hundredth of IMAPA's by bucket and over three months.</summary>
    [Fact]
    public void TheChoice_ErrsNoMoreThanTheBestPublishedMethod_InMeanBiasAndQuantiles()
    {
        var set = IntermittentAccuracy.CarParts(Path.Combine(SharedData.Data("car-parts", "carparts.csv.gz"), "..", ".."));
        var auto = IntermittentAccuracy.Measure("auto", set, IntermittentAccuracy.Choose(set));
        var imapa = IntermittentAccuracy.Measure("imapa", set, IntermittentAccuracy.Single(set, "imapa"));
        Assert.InRange(auto.Rmsse, 0.59, 0.5972);
        Assert.InRange(auto.Bias, -Math.Abs(imapa.Bias), Math.Abs(imapa.Bias));
        Assert.True(auto.Pinball.Average() <= imapa.Pinball.Average() * 1.01 && auto.LeadTimePinball.Average() <= imapa.LeadTimePinball.Average() * 1.01);
    }

    /// <summary>Every history is as loaded, missing months included; nothing is lost and zero is chosen only by its rule.</summary>
    [Fact]
    public void TheChoice_AnswersEverySeries_WithMissingMonths()
    {
        var series = CarPartsData.Read(SharedData.Data("car-parts", "carparts.csv.gz"));
        var panel = DemandPanel.FromSeries([.. series]);
        Assert.Equal(6122, panel.MissingCount);
        var result = PanelForecaster.Run(panel, new PanelForecastOptions { Horizon = 12, Season = 12 });
        for (var i = 0; i < result.Count; i++)
        {
            Assert.InRange(result.Method[i], 0, result.Methods.Count - 1);
            Assert.Equal(result.MethodName(i) == "zero", result.Reason[i] is ForecastReason.NoDemand or ForecastReason.Obsolete);
            Assert.All(result.MeanOf(i).ToArray(), static mean => Assert.True(double.IsFinite(mean) && mean >= 0));
        }
    }

    /// <summary>Nine tenths and nineteen twentieths of the months held out lie at or below their quantiles, by a few hundredths.</summary>
    [Fact]
    public void UpperQuantiles_CoverWhatTheySay()
    {
        var series = Series(complete: true);
        var result = PanelForecaster.Run(
            DemandPanel.FromSeries([.. series.Select(static values => values[..^12])]), new PanelForecastOptions { Horizon = 12, Season = 12, FromFirstDemand = false });
        double at90 = 0, at95 = 0;
        for (var i = 0; i < result.Count; i++)
        {
            for (var step = 0; step < 12; step++)
            {
                var quantiles = result.QuantilesOf(i, step);
                var actual = series[i][39 + step];
                at90 += actual <= quantiles[5] ? 1 : 0;
                at95 += actual <= quantiles[6] ? 1 : 0;
            }
        }

        Assert.InRange(at90 / (12 * result.Count), 0.90, 0.95);
        Assert.InRange(at95 / (12 * result.Count), 0.94, 0.98);
    }

    private static IReadOnlyList<double[]> Series(bool complete)
    {
        var series = CarPartsData.Read(SharedData.Data("car-parts", "carparts.csv.gz"));
        return complete ? CarPartsData.Complete(series) : CarPartsData.MissingAsZero(series);
    }

    private static void Is(double published, double ours, double tolerance, string where)
        => Assert.True(double.IsNaN(published) || Math.Abs(published - ours) <= tolerance, $"{where}: published {published}, ours {ours}");
}
