namespace SegmentationML.Core.Forecasting.Arima;

/// <summary>Seasonal ARIMA by exact likelihood, with automatic choice of the order.</summary>
/// <remarks>Box and Jenkins (1970), Time Series Analysis; Hyndman and Khandakar (2008), Journal of Statistical Software 27(3), for the choice. The fit is on the newest buckets of a long history.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class ArimaForecaster(ArimaOptions options) : ModelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "arima";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["p", "d", "q", "seasonal_p", "seasonal_d", "seasonal_q", "constant"];

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<ArimaModel>();
        model.Fit(values, season, options);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<ArimaModel>();
        model.Fit(values, season, options, fitted);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<ArimaModel>(), fitted, values, season);
}
