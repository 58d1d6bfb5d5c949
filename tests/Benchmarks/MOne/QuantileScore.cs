using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Benchmarks.MOne;

/// <summary>How right the quantiles of a choice are: the mean pinball loss, scaled as MASE is, over steps and the seven levels, and the share of the demand within the middle 80 and 90 %.</summary>
internal sealed class QuantileScore
{
    private double _pinball;
    private double _within80;
    private double _within90;
    private int _count;

    /// <summary>Takes one series; one whose scale is zero is left out.</summary>
    public void Add(MOneSeries series, PanelForecast forecast, int at)
    {
        var scale = MeanAbsoluteScaledError.Scale(series.History, series.Season);
        if (!(scale > 0))
        {
            return;
        }

        var quantiles = new double[ForecastQuantiles.Count][];
        for (var k = 0; k < quantiles.Length; k++)
        {
            quantiles[k] = [.. Enumerable.Range(0, series.After.Length).Select(step => forecast.QuantilesOf(at, step)[k])];
            _pinball += PinballLoss.Measure(series.After, quantiles[k], ForecastQuantiles.Levels[k]) * series.After.Length / scale;
        }

        _within80 += IntervalCoverage.Measure(series.After, quantiles[1], quantiles[^2]) * series.After.Length;
        _within90 += IntervalCoverage.Measure(series.After, quantiles[0], quantiles[^1]) * series.After.Length;
        _count += series.After.Length;
    }

    /// <inheritdoc/>
    public override string ToString() => $"scaled pinball {_pinball / ForecastQuantiles.Count / _count:F4}, within the middle 80 %: {_within80 / _count:P1}, 90 %: {_within90 / _count:P1}";
}
