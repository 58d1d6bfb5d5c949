using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Forecasting.Mstl;

/// <summary>Options of the decomposition into several seasons.</summary>
public sealed record MstlOptions : AlgorithmOptions
{
    /// <summary>Lengths of the seasons in buckets, at least 2 each; empty (the default) takes the season of the history.</summary>
    public IReadOnlyList<int> Seasons { get; init; } = [];

    /// <summary>The method that forecasts what the seasons leave. Default: automatic exponential smoothing.</summary>
    public ModelForecaster Remainder { get; init; } = new EtsForecaster(new EtsOptions());

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Seasons.Any(static season => season < 2) || Seasons.Distinct().Count() < Seasons.Count)
        {
            yield return new Problem("SEG-FCST-049", $"mstl.seasons is {string.Join(", ", Seasons)}.", "Give lengths of 2 or more buckets, each once.");
        }

        if (Remainder is MstlForecaster)
        {
            yield return new Problem("SEG-FCST-050", "mstl forecasts what its seasons leave by mstl.", "Take another method, such as ets, theta or arima.");
        }
    }
}
