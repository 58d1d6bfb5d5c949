namespace SegmentationML.Core.Forecasting;

/// <summary>The quantiles that every forecast states, in the order of the snapshot's columns.</summary>
public static class ForecastQuantiles
{
    /// <summary>Number of quantiles.</summary>
    public const int Count = 7;

    /// <summary>The probabilities, ascending.</summary>
    public static ReadOnlySpan<double> Levels => [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95];

    /// <summary>The column names, in the order of <see cref="Levels"/>.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["q05", "q10", "q25", "q50", "q75", "q90", "q95"];
}
