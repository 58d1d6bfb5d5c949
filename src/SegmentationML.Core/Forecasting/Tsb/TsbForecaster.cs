namespace SegmentationML.Core.Forecasting.Tsb;

/// <summary>The Teunter-Syntetos-Babai method: smoothed probability of demand times smoothed size; unlike Croston's it falls while nothing is sold.</summary>
/// <remarks>Teunter, Syntetos and Babai (2011), Intermittent demand: linking forecasting to inventory obsolescence, European Journal of Operational Research 214(3), 606-615.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class TsbForecaster(TsbOptions options) : LevelForecaster(options)
{
    private readonly TsbLevel _level = new(options.SizeAlpha, options.ProbabilityAlpha);

    /// <inheritdoc/>
    public override string Name => "tsb";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["size-alpha", "probability-alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => _level.Last(observed);

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => _level.Path(observed, path);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        parameters[0] = options.SizeAlpha;
        parameters[1] = options.ProbabilityAlpha;
    }
}
