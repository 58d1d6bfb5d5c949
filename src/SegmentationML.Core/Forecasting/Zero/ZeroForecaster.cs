namespace SegmentationML.Core.Forecasting.Zero;

/// <summary>Forecasts no demand at all: the row that every table must have, since it wins on many measures without being of use.</summary>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class ZeroForecaster(ZeroOptions options) : LevelForecaster(options)
{
    internal const string MethodName = "zero";

    /// <inheritdoc/>
    public override string Name => MethodName;

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    public override int MinimumHistory(int season) => 0;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => 0;

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace) => path.Clear();
}
