namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Why a series of a file is forecast as it is.</summary>
public sealed record SeriesExplanation
{
    /// <summary>Its key.</summary>
    public required string Series { get; init; }

    /// <summary>Method that forecasts it; null when it has no forecast.</summary>
    public required string? Method { get; init; }

    /// <summary>Why, as a code.</summary>
    public required string Reason { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Why { get; init; }

    /// <summary>Buckets of the history, first and last time, and how many have demand or are missing, in words.</summary>
    public required string History { get; init; }

    /// <summary>Demand class with ADI and CV², in words.</summary>
    public required string DemandClass { get; init; }

    /// <summary>Parameters of the method.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    /// <summary>The same in words, such as <c>form MAM, alpha 0.3</c>; empty without any.</summary>
    public required string With { get; init; }

    /// <summary>Where the quantiles come from, in words; empty without a forecast.</summary>
    public required string Distribution { get; init; }

    /// <summary>Origins of the back-test; 0 when nothing was tested.</summary>
    public required int Origins { get; init; }

    /// <summary>The candidates: the chosen one first, then by RMSSE.</summary>
    public required IReadOnlyList<ExplainedCandidate> Candidates { get; init; }

    /// <summary>The newest demand, oldest first; null = missing.</summary>
    public required IReadOnlyList<double?> Newest { get; init; }

    /// <summary>The parts that the method makes of the series; empty where it has none besides its mean. Those of a history without events where there are any.</summary>
    public required IReadOnlyList<ExplainedPart> Parts { get; init; }

    /// <summary>The forecast.</summary>
    public required IReadOnlyList<ExplainedBucket> Forecast { get; init; }

    /// <summary>What events and a borrowed season do.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
