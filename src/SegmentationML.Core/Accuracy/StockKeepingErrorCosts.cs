namespace SegmentationML.Core.Accuracy;

/// <summary>SPEC: what a forecast costs when it is ordered and kept: units that came too late, and units that lay too long, each by the periods that they did.</summary>
/// <remarks>Martin, Spitzer and Kühl (2020), A new metric for lumpy and intermittent demand forecasts: stock-keeping-oriented prediction error costs, HICSS 53, 974-983.</remarks>
public static class StockKeepingErrorCosts
{
    /// <summary>The mean cost a period.</summary>
    /// <param name="actual">Demand, shape (h), oldest first; NaN = missing, taken as forecast exactly.</param>
    /// <param name="forecast">Mean forecast, shape (h).</param>
    /// <param name="opportunity">Cost of a unit that is asked for and not there, a period. Default 0.75.</param>
    /// <param name="holding">Cost of a unit that is there and not asked for, a period. Default 0.25.</param>
    /// <returns>0 for a perfect forecast; multiplied by k with demand and forecast; 0 for no bucket.</returns>
    public static double Measure(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, double opportunity = 0.75, double holding = 0.25)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, actual.Length, nameof(forecast));
        double sum = 0;
        double demandToT = 0;
        double forecastToT = 0;
        for (var t = 0; t < actual.Length; t++)
        {
            demandToT += Demand(actual, forecast, t);
            forecastToT += forecast[t];
            double demandToI = 0;
            double forecastToI = 0;
            for (var i = 0; i <= t; i++)
            {
                var demand = Demand(actual, forecast, i);
                demandToI += demand;
                forecastToI += forecast[i];
                var late = Math.Min(demand, demandToI - forecastToT) * opportunity;
                var early = Math.Min(forecast[i], forecastToI - demandToT) * holding;
                sum += Math.Max(0, Math.Max(late, early)) * (t - i + 1);
            }
        }

        return actual.Length == 0 ? 0 : sum / actual.Length;
    }

    private static double Demand(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, int i) => double.IsNaN(actual[i]) ? forecast[i] : actual[i];
}
