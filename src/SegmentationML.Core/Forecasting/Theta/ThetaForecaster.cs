namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>The Theta methods: a smoothed level and a share of the straight line through the history, on demand without its season.</summary>
/// <remarks>
/// Assimakopoulos and Nikolopoulos (2000), International Journal of Forecasting 16(4), 521-530; Hyndman and Billah (2003), the same 19(2), 287-290, for the classic one; Fiorucci, Pellegrini,
/// Louzada, Petropoulos and Koehler (2016), the same 32(4), 1151-1161, for the others.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class ThetaForecaster(ThetaOptions options) : ModelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => options.Variant switch
    {
        ThetaVariant.Classic => "theta",
        ThetaVariant.Optimised => "theta-optimised",
        ThetaVariant.Dynamic => "theta-dynamic",
        ThetaVariant.DynamicOptimised => "theta-dynamic-optimised",
        _ => "theta-auto",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha", "line_weight", "dynamic", "seasonal"];

    /// <inheritdoc/>
    private protected override ISeriesModel Fit(ReadOnlySpan<double> values, int season, int horizon, ForecastWorkspace workspace)
    {
        var model = workspace.Keep<ThetaModel>();
        model.Fit(values, season, options.Variant);
        return model;
    }

    /// <inheritdoc/>
    private protected override ISeriesModel? Carry(ReadOnlySpan<double> fitted, ReadOnlySpan<double> values, int season, ForecastWorkspace workspace)
        => Restored(workspace.Keep<ThetaModel>(), fitted, values, season);
}
