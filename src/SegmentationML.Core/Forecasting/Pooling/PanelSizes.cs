namespace SegmentationML.Core.Forecasting.Pooling;

/// <summary>What the series of a panel tell about the sizes of one that has shown few: how a demand lies to the mean of those before it, and how variable demand is.</summary>
/// <remarks>An empirical Bayes prior worth <see cref="Worth"/> demands: Robbins (1956), Proceedings of the Third Berkeley Symposium 1, 157-163. A single demand of 1 does not show that the next one is 1.</remarks>
/// <param name="Relative">Quantiles, evenly spaced, of size over the mean of the sizes before it, of the second to fourth demand of each series; empty when there are too few.</param>
/// <param name="Dispersion">Median over the series of variance over mean, in mean sizes; NaN when there are too few.</param>
internal sealed record PanelSizes(IReadOnlyList<double> Relative, double Dispersion)
{
    private const double Worth = 2;

    /// <summary>Nothing known.</summary>
    public static PanelSizes None { get; } = new([], double.NaN);

    /// <summary>Share that the panel's sizes have in those of a series.</summary>
    /// <param name="demands">Buckets with demand, at least 1.</param>
    public double ShareAt(int demands) => Relative.Count == 0 ? 0 : Worth / (demands + Worth);

    /// <summary>The dispersion of a series, drawn towards that of the panel.</summary>
    public double DispersionOf(PastDemand past)
    {
        if (double.IsNaN(Dispersion))
        {
            return past.Dispersion;
        }

        var drawn = past.MeanSize * (((past.Demands * past.Dispersion / past.MeanSize) + (Worth * Dispersion)) / (past.Demands + Worth));
        return past.Whole ? Math.Max(1, drawn) : drawn;
    }
}
