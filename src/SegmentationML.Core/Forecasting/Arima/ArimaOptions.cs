namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Options of seasonal ARIMA.</summary>
public sealed record ArimaOptions : AlgorithmOptions
{
    /// <summary>Most terms that an order may ask for in one polynomial.</summary>
    public const int MostTerms = ArmaPolynomials.LongestFactor;

    /// <summary>The order; null (the default) chooses it by AICc after tests for the differences.</summary>
    public ArimaOrder? Order { get; init; }

    /// <summary>Most autoregressive and moving-average terms of the search, in [1, 5]. Default 5.</summary>
    public int LargestTerms { get; init; } = 5;

    /// <summary>Most seasonal terms of each kind of the search, in [0, 2]. Default 2.</summary>
    public int LargestSeasonalTerms { get; init; } = 2;

    /// <summary>Models that the search fits at most, at least 4. Default 94.</summary>
    public int MostModels { get; init; } = 94;

    /// <summary>Longest season, at least 2; with a longer one the model has none: its cost grows with the square. Default 24.</summary>
    public int LongestSeason { get; init; } = 24;

    /// <summary>Newest buckets that are fitted, at least 50. Default 500.</summary>
    public int LongestHistory { get; init; } = 500;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Order is { } order && (int.Min(int.Min(int.Min(order.P, order.D), int.Min(order.Q, order.SeasonalP)), int.Min(order.SeasonalD, order.SeasonalQ)) < 0
            || int.Max(int.Max(order.P, order.Q), int.Max(order.SeasonalP, order.SeasonalQ)) > MostTerms || order.D > 3 || order.SeasonalD > 2))
        {
            yield return new Problem("SEG-FCST-045", $"arima.order is {order}.", $"No number is below 0; terms are at most {MostTerms}, differences 3, seasonal differences 2.");
        }

        if (LargestTerms is < 1 or > 5 || LargestSeasonalTerms is < 0 or > 2)
        {
            yield return new Problem("SEG-FCST-046", $"arima searches up to {LargestTerms} terms and {LargestSeasonalTerms} seasonal ones.", "Set them in [1, 5] and [0, 2].");
        }

        if (MostModels < 4 || LongestSeason < 2 || LongestHistory < 50)
        {
            yield return new Problem("SEG-FCST-047", $"arima.most_models is {MostModels}, longest_season {LongestSeason}, longest_history {LongestHistory}.", "They are at least 4, 2 and 50.");
        }
    }
}
