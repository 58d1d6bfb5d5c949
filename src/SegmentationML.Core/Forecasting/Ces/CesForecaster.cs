namespace SegmentationML.Core.Forecasting.Ces;

/// <summary>Complex exponential smoothing: a level and an unobserved potential with one complex weight, which need no decision about a trend.</summary>
/// <remarks>Svetunkov, Kourentzes and Ord (2022), Complex exponential smoothing, Naval Research Logistics 69(8), 1108-1123.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class CesForecaster(CesOptions options) : ModelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "ces";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["season", "alpha_real", "alpha_imaginary", "beta_real", "beta_imaginary"];

    /// <inheritdoc/>
    public override string ShowParameter(int parameter, double value, string format)
        => parameter == 0 ? $"{(CesSeason)(int)value}".ToLowerInvariant() : base.ShowParameter(parameter, value, format);

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<CesModel>();
        model.Fit(values, season, options.Season);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<CesModel>();
        model.Fit(values, season, options.Season, fitted);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<CesModel>(), fitted, values, season);
}
