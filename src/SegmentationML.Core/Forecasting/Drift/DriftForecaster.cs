namespace SegmentationML.Core.Forecasting.Drift;

/// <summary>The last demand, continued along the straight line through the first and the last observed bucket.</summary>
/// <remarks>A random walk with drift: Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, §5.2.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class DriftForecaster(DriftOptions options) : ModelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "drift";

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Regular;

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace) => workspace.Keep<DriftModel>();

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Fit(values, season, 0, workspace);
}
