using SegmentationML.Core.Forecasting;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The forecasts of all nodes of a hierarchy before they add up.</summary>
/// <param name="Mean">Shape (nodes × h); zero where there is no forecast.</param>
/// <param name="MethodOf">The method of a node, which the errors of its past are measured with; null when it has none.</param>
internal sealed record NodeForecast(double[] Mean, Func<int, IForecaster?> MethodOf)
{
    /// <summary>Those of a forecast of all nodes.</summary>
    public static NodeForecast Of(PanelForecast nodes) => new(Known(nodes.Mean), node => MethodIn(nodes, node));

    /// <summary>Those of the nodes above the bottom, and of the bottom.</summary>
    /// <param name="upper">The former, in their order.</param>
    /// <param name="bottom">The latter.</param>
    /// <param name="seriesOf">Place in <paramref name="bottom"/> of each bottom node.</param>
    public static NodeForecast Of(PanelForecast upper, PanelForecast bottom, int[] seriesOf)
    {
        var h = upper.Horizon;
        var mean = new double[(upper.Count + seriesOf.Length) * h];
        upper.Mean.CopyTo(mean.AsSpan());
        for (var s = 0; s < seriesOf.Length; s++)
        {
            bottom.MeanOf(seriesOf[s]).CopyTo(mean.AsSpan((upper.Count + s) * h, h));
        }

        return new NodeForecast(Known(mean), node => node < upper.Count ? MethodIn(upper, node) : MethodIn(bottom, seriesOf[node - upper.Count]));
    }

    private static IForecaster? MethodIn(PanelForecast forecast, int node) => forecast.Method[node] < 0 ? null : forecast.Methods[forecast.Method[node]];

    private static double[] Known(double[] mean) => Array.ConvertAll(mean, static m => double.IsNaN(m) ? 0 : m);
}
