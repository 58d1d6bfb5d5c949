namespace SegmentationML.Core.Forecasting.Imapa;

/// <summary>IMAPA: demand is summed over blocks of 1, 2, … buckets, each series of sums is smoothed, and the levels per bucket are averaged.</summary>
/// <remarks>
/// Petropoulos and Kourentzes (2015), Forecast combinations for intermittent demand, Journal of the Operational Research Society 66(6), 914-924; with simple
/// exponential smoothing at every level and the mean interval as the largest block, as in the M5 competition's benchmarks.
/// The weights of the levels are more numbers than a series reports, so a forecast always fits them.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class ImapaForecaster(ImapaOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "imapa";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["largest-block"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    public override bool KeepsParameters => false;

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
        => parameters[0] = ImapaLevel.Fit(observed, options, workspace);

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
        => ImapaLevel.Last(observed, (int)parameters[0], workspace);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => ImapaLevel.Path(observed, (int)parameters[0], path, workspace);
}
