namespace SegmentationML.Core.Forecasting.Croston;

/// <summary>Croston's method: demand sizes and intervals between demands are smoothed apart, the forecast is their quotient.</summary>
/// <remarks>Croston (1972), Operational Research Quarterly 23(3), 289-303. Its rate is biased upwards; see SBA. The last demand counts even when it ends the history.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class CrostonForecaster(CrostonOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "croston";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => CrostonRate.Last(observed, parameters[0]);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => CrostonRate.Path(observed, parameters[0], factor: 1, path);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
        => parameters[0] = options.Alpha;
}
