namespace SegmentationML.Core.Forecasting.Naive;

/// <summary>The last observed demand, for every coming bucket; a random walk, whose error variance grows by one step's each step.</summary>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class NaiveForecaster(NaiveOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "naive";

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Regular;

    /// <inheritdoc/>
    public override double VarianceGrowth(int step, ReadOnlySpan<double> parameters) => step;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => observed[^1];

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        path[0] = 0;
        observed.CopyTo(path[1..]);
    }
}
