using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Forecasting.HoltWinters;

/// <summary>Level, trend and season: the forms (A,A,A) and (M,A,M) of exponential smoothing, damped or not.</summary>
/// <remarks>
/// Winters (1960), Management Science 6(3), 324-342. A history shorter than two seasons, or too short for its starts, is fitted without a season; factors of demand that is zero somewhere are not defined, and the season is added there.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class HoltWintersForecaster(HoltWintersOptions options) : ModelForecaster(options)
{
    private static readonly EtsOptions Defaults = new();

    private readonly EtsForm _form = options.Multiplicative
        ? new(EtsComponent.Multiplicative, EtsComponent.Additive, options.Damped, EtsComponent.Multiplicative)
        : new(EtsComponent.Additive, EtsComponent.Additive, options.Damped, EtsComponent.Additive);

    /// <inheritdoc/>
    public override string Name => "holt-winters" + (options.Multiplicative ? "-multiplicative" : string.Empty) + (options.Damped ? "-damped" : string.Empty);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => EtsModel.ParameterNames;

    /// <inheritdoc/>
    public override string ShowParameter(int parameter, double value, string format) => parameter == 0 ? EtsModel.NameOf(value) : base.ShowParameter(parameter, value, format);

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, Defaults);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, Defaults, fitted);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<EtsModel>().With(Defaults), fitted, values, season);
}
