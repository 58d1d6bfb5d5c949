namespace SegmentationML.Core.Forecasting.Hes;

/// <summary>Hyperbolic-exponential smoothing: Croston's rate that decays along a hyperbola while nothing is sold, by Bayes' rule for an item that may have ended.</summary>
/// <remarks>
/// After a demand the forecast is size over interval; k buckets later it is size / (interval + β k / 2). Unlike TSB it does not drop between two ordinary demands
/// of a slow item as an exponential does, and unlike Croston it goes to zero when an item is dead.
/// Prestwich, Tarim, Rossi and Hnich (2014), Forecasting intermittent demand by hyperbolic-exponential smoothing, International Journal of Forecasting 30(4), 928-933.
/// </remarks>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class HesForecaster(HesOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "hes";

    /// <inheritdoc/>
    public override IReadOnlyList<string> ParameterNames { get; } = ["size-alpha", "interval-alpha"];

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Intermittent;

    /// <inheritdoc/>
    protected override void Fit(ReadOnlySpan<double> observed, int season, Span<double> parameters, ForecastWorkspace workspace)
        => (parameters[0], parameters[1]) = (options.SizeAlpha, options.IntervalAlpha);

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
    {
        var path = workspace.Rent(WorkspaceSlot.LevelPath, observed.Length + 1);
        LevelPath(observed, parameters, path, workspace);
        return path[^1];
    }

    /// <inheritdoc/>
    /// <remarks>Sizes and intervals start at the first of each, as in <see cref="Croston.CrostonForecaster"/>; 0 before the first demand.</remarks>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        double size = 0, interval = 0;
        var previous = -1;
        path[0] = 0;
        for (var t = 0; t < observed.Length; t++)
        {
            if (observed[t] > 0)
            {
                var gap = t - previous;
                (size, interval) = size > 0
                    ? (size + (parameters[0] * (observed[t] - size)), interval + (parameters[1] * (gap - interval)))
                    : (observed[t], gap);
                previous = t;
            }

            path[t + 1] = size > 0 ? size / (interval + (parameters[1] * (t - previous) / 2)) : 0;
        }
    }
}
