using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.Arima;
using SegmentationML.Core.Forecasting.Drift;
using SegmentationML.Core.Forecasting.Mstl;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The decomposition is R's stl; several seasons are told apart.</summary>
public class MstlTests
{
    private const double Digits = 1e-9;

    /// <summary>R 4.2.2: stl(AirPassengers, s.window = 11).</summary>
    [Fact]
    public void Split_IsThatOfR()
    {
        var loess = new SeasonalTrendLoess();
        loess.Split(GoldenForecasts.Load().Series("AirPassengers"), 12, 11);
        Close.To([-16.97707408637, -17.17763333716, 7.52094222570, -1.15433412792, -3.77612343001, 18.88871351351], loess.Season[..6], Digits);
        Close.To([-27.9089322053, -75.5946342551, -44.1963249790], loess.Season[^3..], Digits);
        Close.To([123.145056928, 217.746265793, 258.491958353, 360.056499018, 496.683254025], [loess.Trend[0], loess.Trend[49], loess.Trend[71], loess.Trend[99], loess.Trend[143]], Digits);
    }

    /// <summary>R 4.2.2: stl(USAccDeaths, s.window = "periodic").</summary>
    [Fact]
    public void Split_WithAFixedSeason_IsThatOfR()
    {
        var loess = new SeasonalTrendLoess();
        loess.Split(GoldenForecasts.Load().Series("USAccDeaths"), 12, 0);
        Close.To([-819.871981915, -1559.054518693, -759.570676337, -530.485234301], loess.Season[..4], Digits);
        Close.To([9934.53745565, 8460.41178255, 9072.21438367], [loess.Trend[0], loess.Trend[35], loess.Trend[71]], Digits);
    }

    /// <summary>R 4.2.2: 1 − var(remainder) / var(seasonal + remainder) of stl(y, s.window = 11).</summary>
    [Theory]
    [InlineData("AirPassengers", 12, 0.94067249031)]
    [InlineData("USAccDeaths", 12, 0.944794464889)]
    public void SeasonalStrength_IsThatOfR(string name, int season, double expected)
        => Close.To(expected, UnitRootTests.SeasonalStrength(GoldenForecasts.Load().Series(name), season, new SeasonalTrendLoess()), 1e-10);

    [Fact]
    public void TwoSeasons_AreToldApartAndContinued()
    {
        static double Demand(int t) => 50 + (5 * Math.Sin(2 * Math.PI * t / 7)) + (10 * Math.Cos(2 * Math.PI * t / 30));
        double[] values = [.. Enumerable.Range(0, 210).Select(Demand)];
        var mean = SeriesForecast.Mean(new MstlForecaster(new() { Seasons = [30, 7], Remainder = new DriftForecaster(new()) }), values, 30, 7);
        for (var h = 0; h < mean.Length; h++)
        {
            Assert.Equal(Demand(210 + h), mean[h], 1.0);
        }
    }

    [Fact]
    public void Options_SayWhatIsWrong()
    {
        Assert.Equal("SEG-FCST-049", Code(new() { Seasons = [7, 7] }));
        Assert.Equal("SEG-FCST-050", Code(new() { Remainder = new MstlForecaster(new() { Remainder = new ArimaForecaster(new()) }) }));
    }

    private static string Code(MstlOptions options) => Assert.Throws<ProblemException>(() => new MstlForecaster(options)).Problems[0].Code;
}
