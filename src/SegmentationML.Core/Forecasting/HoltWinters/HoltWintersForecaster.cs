using SegmentationML.Core.Forecasting.Ets;

namespace SegmentationML.Core.Forecasting.HoltWinters;

/// <summary>Level, trend and season: the forms (A,A,A) and (M,A,M) of exponential smoothing, damped or not.</summary>
/// <remarks>
/// Winters (1960), Management Science 6(3), 324-342. A history shorter than two seasons, or too short for its starts, is fitted without a season; factors of demand that is zero somewhere are not defined, and the season is added there.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class HoltWintersForecaster(HoltWintersOptions options)
    : SmoothingForecaster(options, new EtsForm(Error(options), EtsComponent.Additive, options.Damped, Error(options)), new EtsOptions())
{
    /// <inheritdoc/>
    public override string Name => "holt-winters" + (options.Multiplicative ? "-multiplicative" : string.Empty) + (options.Damped ? "-damped" : string.Empty);

    /// <summary>Errors are multiplied where the season is.</summary>
    private static EtsComponent Error(HoltWintersOptions options) => options.Multiplicative ? EtsComponent.Multiplicative : EtsComponent.Additive;
}
