using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Forecasting.Holt;

/// <summary>Holt's level and trend, damped or not: the forms (A,A,N) and (A,Ad,N) of exponential smoothing.</summary>
/// <remarks>Holt (1957), reprinted in International Journal of Forecasting 20(1), 5-10 (2004); Gardner and McKenzie (1985), Management Science 31(10), 1237-1246.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class HoltForecaster(HoltOptions options) : ModelForecaster(options)
{
    private static readonly EtsOptions Defaults = new();

    private readonly EtsForm _form = new(EtsComponent.Additive, EtsComponent.Additive, options.Damped, EtsComponent.None);

    /// <inheritdoc/>
    public override string Name => options.Damped ? "holt-damped" : "holt";

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
