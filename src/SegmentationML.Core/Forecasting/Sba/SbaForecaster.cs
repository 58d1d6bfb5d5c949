using SegmentationML.Core.Forecasting.Croston;

namespace SegmentationML.Core.Forecasting.Sba;

/// <summary>The Syntetos-Boylan approximation: Croston's rate times 1 − alpha / 2, which takes out most of its upward bias.</summary>
/// <remarks>Syntetos and Boylan (2005), The accuracy of intermittent demand estimates, International Journal of Forecasting 21(2), 303-314.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class SbaForecaster(SbaOptions options) : LevelForecaster(options)
{
    private readonly double _factor = 1 - (options.Alpha / 2);

    /// <inheritdoc/>
    public override string Name => "sba";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => _factor * CrostonRate.Last(observed, parameters[0]);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => CrostonRate.Path(observed, parameters[0], _factor, path);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
        => parameters[0] = options.Alpha;
}
