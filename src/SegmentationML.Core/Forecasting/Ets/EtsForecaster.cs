namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Exponential smoothing in state-space form, with automatic choice of error, trend and season.</summary>
/// <remarks>
/// Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18(3), 439-454; Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing.
/// Fifteen forms compete on demand above zero, six where it has zeros; a form that the history is too short for does not.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class EtsForecaster(EtsOptions options) : ModelForecaster(options)
{
    private readonly EtsForm? _form = EtsForm.Of(options.Form);

    /// <inheritdoc/>
    public override string Name => "ets";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames => EtsModel.ParameterNames;

    /// <inheritdoc/>
    public override string ShowParameter(int parameter, double value, string format) => parameter == 0 ? EtsModel.NameOf(value) : base.ShowParameter(parameter, value, format);

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, options);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, options, fitted);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<EtsModel>().With(options), fitted, values, season);
}
