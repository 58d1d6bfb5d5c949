namespace SegmentationML.Core.Forecasting;

/// <summary>Options of the rolling-origin back-test.</summary>
public sealed record BackTestOptions : AlgorithmOptions
{
    /// <summary>Buckets forecast at each origin, at least 1. Default 13.</summary>
    public int Horizon { get; init; } = 13;

    /// <summary>Number of origins at most, at least 1; a short history has fewer. Default 3.</summary>
    public int Origins { get; init; } = 3;

    /// <summary>Buckets from one origin to the next, at least 1; null (the default) takes the horizon, so that no bucket is tested twice.</summary>
    public int? Step { get; init; }

    /// <summary>Buckets in a season, at least 1; 1 = none. Default 1.</summary>
    public int Season { get; init; } = 1;

    /// <summary>Observed buckets that must lie before the first origin, at least 1. Default 8.</summary>
    public int MinimumTraining { get; init; } = 8;

    /// <summary>Whether parameters are fitted anew at every origin; else (the default) at the first, and kept.</summary>
    public bool Refit { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var settings = new (string Name, int Value)[]
        {
            ("horizon", Horizon), ("origins", Origins), ("step", Step ?? 1), ("season", Season), ("minimum_training", MinimumTraining),
        };
        return settings
            .Where(static setting => setting.Value < 1)
            .Select(static setting => new Problem("SEG-FCST-020", $"backtest.{setting.Name} is {setting.Value}.", "Set it to 1 or more."));
    }
}
