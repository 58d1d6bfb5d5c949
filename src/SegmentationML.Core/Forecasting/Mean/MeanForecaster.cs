using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting.Mean;

/// <summary>The historic average: the mean of all observed buckets, zeros included.</summary>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class MeanForecaster(MeanOptions options) : LevelForecaster(options)
{
    internal const string MethodName = "mean";

    /// <inheritdoc/>
    public override string Name => MethodName;

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace) => TensorPrimitives.Sum(observed) / observed.Length;

    /// <inheritdoc/>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        double sum = 0;
        path[0] = 0;
        for (var t = 0; t < observed.Length; t++)
        {
            sum += observed[t];
            path[t + 1] = sum / (t + 1);
        }
    }
}
