namespace SegmentationML.Core.Demand;

/// <summary>A series as trend + season + remainder, on the units or on their logarithms.</summary>
/// <remarks>
/// STL of Cleveland et al. (1990) with a periodic season and no robustness weights: the season is the mean of the detrended values of each position, centred to
/// sum to zero; the trend is local-linear over the next odd number above 1.5 seasons; the two are fitted in turn, starting from a least squares line (so that a pure
/// trend leaves no season even in two seasons of history). With less than two seasons: the least squares line alone.
/// </remarks>
public sealed class SeasonalDecomposition
{
    private SeasonalDecomposition(SeasonalScale scale, DecompositionMethod method, double[] trend, double[] season, double[] remainder)
    {
        Scale = scale;
        Method = method;
        Trend = trend;
        Season = season;
        Remainder = remainder;
    }

    /// <summary>The scale on which the parts add up.</summary>
    public SeasonalScale Scale { get; }

    /// <summary>How the parts were fitted.</summary>
    public DecompositionMethod Method { get; }

    /// <summary>Trend per period of the active span; also where the value was not observed.</summary>
    public IReadOnlyList<double> Trend { get; }

    /// <summary>Season per period of the active span, summing to zero over a season; zeros without a season.</summary>
    public IReadOnlyList<double> Season { get; }

    /// <summary>What is left; NaN where the value was not observed.</summary>
    public IReadOnlyList<double> Remainder { get; }

    /// <summary>Decomposes the active span of one series.</summary>
    /// <param name="demand">Units per period, shape (n), oldest first; NaN is a period that was not observed; an infinite value is refused.</param>
    /// <param name="options">Season length, scale, span.</param>
    public static SeasonalDecomposition Of(ReadOnlySpan<double> demand, SeasonalityOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        DemandProblems.RefuseInfinite(demand);
        var parts = new DecompositionBuffers();
        var (scale, method) = parts.Fit(ActiveSpan.Of(demand, options.Start), options);
        return new SeasonalDecomposition(scale, method, parts.Trend.ToArray(), parts.Season.ToArray(), parts.Remainder.ToArray());
    }
}
