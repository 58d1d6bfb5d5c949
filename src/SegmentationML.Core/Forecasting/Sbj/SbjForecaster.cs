using SegmentationML.Core.Forecasting.Croston;

namespace SegmentationML.Core.Forecasting.Sbj;

/// <summary>The Shale-Boylan-Johnston correction: Croston's rate times 1 − alpha / (2 − alpha), unbiased where orders arrive by a Poisson process.</summary>
/// <remarks>Shale, Boylan and Johnston (2006), Forecasting for intermittent demand: the estimation of an unbiased average, Journal of the Operational Research Society 57(5), 588-592.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class SbjForecaster(SbjOptions options) : LevelForecaster(options)
{
    private readonly double _factor = 1 - (options.Alpha / (2 - options.Alpha));

    /// <inheritdoc/>
    public override string Name => "sbj";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
        => _factor * CrostonRate.Last(observed, parameters[0]);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => CrostonRate.Path(observed, parameters[0], _factor, path);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
        => parameters[0] = options.Alpha;
}
