using System.Numerics.Tensors;
using SegmentationML.Core.Forecasting.Arima;

namespace SegmentationML.Core.Forecasting.Events;

/// <summary>A regression on events whose errors follow a seasonal ARIMA model: effects are added, not multiplied, and estimated together with the model.</summary>
public static class EventArima
{
    /// <summary>Buckets that a regression needs at least, beside five for each kind of event.</summary>
    private const int LeastBuckets = 10;

    /// <summary>Forecasts one series.</summary>
    /// <param name="demand">Units per bucket, shape (n), oldest first; NaN = missing.</param>
    /// <param name="events">Strength of each kind over history and horizon, shape (kinds × (n + h)); no NaN.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="mean">Receives the mean, shape (h), never below zero.</param>
    /// <returns>False when the history is too short, does not vary, or no event of the past tells anything: the mean is then not written.</returns>
    public static bool TryForecast(ReadOnlySpan<double> demand, ReadOnlySpan<double> events, int season, Span<double> mean)
    {
        var length = demand.Length + mean.Length;
        var summary = HistorySummary.Of(demand);
        var kinds = Telling(demand, events, length);
        if (kinds.Count == 0 || summary.Constant || summary.Observed < LeastBuckets + (5 * kinds.Count))
        {
            return false;
        }

        var scaled = demand.ToArray();
        TensorPrimitives.Divide(scaled, summary.Largest, scaled);
        var columns = new double[kinds.Count * length];
        for (var k = 0; k < kinds.Count; k++)
        {
            events.Slice(kinds[k] * length, length).CopyTo(columns.AsSpan(k * length));
        }

        var model = new ArimaModel();
        model.UseRegressors(columns, length);
        model.Fit(scaled, season, new ArimaOptions());
        model.Forecast(scaled, mean);
        TensorPrimitives.Multiply(mean, summary.Largest, mean);
        foreach (ref var value in mean)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }

            value = Math.Max(0, value);
        }

        return true;
    }

    /// <summary>The kinds that take different strengths over the observed history: any other cannot be told from the level.</summary>
    private static List<int> Telling(ReadOnlySpan<double> demand, ReadOnlySpan<double> events, int length)
    {
        var kinds = new List<int>();
        for (var kind = 0; kind < events.Length / length; kind++)
        {
            var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
            for (var t = 0; t < demand.Length; t++)
            {
                if (!double.IsNaN(demand[t]))
                {
                    least = Math.Min(least, events[(kind * length) + t]);
                    most = Math.Max(most, events[(kind * length) + t]);
                }
            }

            if (most > least)
            {
                kinds.Add(kind);
            }
        }

        return kinds;
    }
}
