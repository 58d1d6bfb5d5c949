namespace SegmentationML.Core.Forecasting.Ses;

/// <summary>Simple exponential smoothing, class (A,N,N) of the exponential smoothing family.</summary>
/// <remarks>Brown (1959), Statistical Forecasting for Inventory Control; Hyndman, Koehler, Ord and Snyder (2008), Forecasting with Exponential Smoothing, §2.</remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class SesForecaster(SesOptions options) : LevelForecaster(options)
{
    internal const string MethodName = "ses";

    /// <inheritdoc/>
    public override string Name => MethodName;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["alpha", "start"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    /// <remarks>1 + (step − 1) alpha²: Hyndman et al. (2008), table 6.1, class (A,N,N).</remarks>
    public override double VarianceGrowth(int step, ReadOnlySpan<double> parameters) => 1 + ((step - 1) * parameters[0] * parameters[0]);

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
    {
        var state = options.Alpha is { } alpha ? SesFit.At(observed, alpha, options.Start) : SesFit.Best(observed, options);
        (parameters[0], parameters[1]) = (state.Alpha, state.Start);
    }

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
        => Math.Max(0, SesLevel.Last(observed, parameters[0], parameters[1]));

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
        => SesLevel.Path(observed, parameters[0], parameters[1], path);
}
