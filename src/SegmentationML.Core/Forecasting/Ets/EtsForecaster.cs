namespace SegmentationML.Core.Forecasting.Ets;

/// <summary>Exponential smoothing in state-space form, with automatic choice of error, trend and season.</summary>
/// <remarks>
/// Hyndman, Koehler, Snyder and Grose (2002), International Journal of Forecasting 18(3), 439-454; Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing.
/// Fifteen forms compete on demand above zero, six where it has zeros; a form that the history is too short for does not.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class EtsForecaster(EtsOptions options) : SmoothingForecaster(options, EtsForm.Of(options.Form), options)
{
    /// <inheritdoc/>
    public override string Name => "ets";
}
