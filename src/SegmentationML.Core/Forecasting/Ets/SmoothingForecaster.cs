namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Exponential smoothing in state-space form: of one form, or of the one that is chosen.</summary>
public abstract class SmoothingForecaster : ModelForecaster
{
    private readonly EtsForm? _form;
    private readonly EtsOptions _search;

    /// <summary>Checks the options.</summary>
    /// <param name="options">Those of the method.</param>
    /// <param name="form">The form; null to choose it.</param>
    /// <param name="search">Those of fit and choice.</param>
    private protected SmoothingForecaster(AlgorithmOptions options, EtsForm? form, EtsOptions search)
        : base(options)
        => (_form, _search) = (form, search);

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> ParameterNames => EtsModel.ParameterNames;

    /// <inheritdoc/>
    public sealed override string ShowParameter(int parameter, double value, string format) => parameter == 0 ? EtsModel.NameOf(value) : base.ShowParameter(parameter, value, format);

    /// <inheritdoc/>
    private protected sealed override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, _search);
        return model;
    }

    /// <inheritdoc/>
    private protected sealed override ISeriesModel FitFrom(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<EtsModel>();
        model.Fit(values, season, _form, _search, fitted);
        return model;
    }

    /// <inheritdoc/>
    private protected sealed override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<EtsModel>().With(_search), fitted, values, season);
}
