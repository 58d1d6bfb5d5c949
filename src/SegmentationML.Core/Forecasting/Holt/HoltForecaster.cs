using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Forecasting.Holt;

/// <summary>Holt's level and trend, damped or not: the forms (A,A,N) and (A,Ad,N) of exponential smoothing.</summary>
/// <remarks>Holt (1957), reprinted in International Journal of Forecasting 20(1), 5-10 (2004); Gardner and McKenzie (1985), Management Science 31(10), 1237-1246.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class HoltForecaster(HoltOptions options)
    : SmoothingForecaster(options, new EtsForm(EtsComponent.Additive, EtsComponent.Additive, options.Damped, EtsComponent.None), new EtsOptions())
{
    /// <inheritdoc/>
    public override string Name => options.Damped ? "holt-damped" : "holt";
}
