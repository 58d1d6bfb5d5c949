using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The forecasts of some series: of a choice, or the means of one method.</summary>
/// <param name="Panel">The series.</param>
/// <param name="Horizon">Buckets.</param>
/// <param name="Mean">Shape (series × horizon).</param>
/// <param name="Method">The one method; null with a choice.</param>
/// <param name="Whole">The choice; null with one method.</param>
internal sealed record PartForecast(DemandPanel Panel, int Horizon, double[] Mean, string? Method, PanelForecast? Whole)
{
    /// <summary>The forecasts of a choice.</summary>
    public PartForecast(DemandPanel panel, int horizon, PanelForecast whole)
        : this(panel, horizon, whole.Mean, null, whole)
    {
    }

    /// <summary>Method and reason of the series whose forecast was overwritten.</summary>
    public Dictionary<int, (string Method, string Reason)> Overwritten { get; } = [];

    /// <summary>Method and reason of a series; no method when it has no forecast.</summary>
    public (string? Method, string Reason) Choice(int series)
    {
        if (Overwritten.TryGetValue(series, out var overwritten))
        {
            return overwritten;
        }

        if (Whole is not null)
        {
            return (Whole.Method[series] < 0 ? null : Whole.MethodName(series), Whole.Reason[series].Code());
        }

        return double.IsNaN(Mean[series * Horizon])
            ? (null, ForecastReason.NoHistory.Code())
            : Panel.ActiveSpan(series).IsEmpty ? (ForecasterCatalog.All[0].Name, ForecastReason.NoDemand.Code()) : (Method, ForecastReason.OnlyCandidate.Code());
    }
}
