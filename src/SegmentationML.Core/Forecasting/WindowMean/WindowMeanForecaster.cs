using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting.WindowMean;

/// <summary>The mean of the newest observed buckets: a moving average.</summary>
/// <param name="options">Validated here: a <see cref="ProblemException"/> lists all that is wrong with them.</param>
public sealed class WindowMeanForecaster(WindowMeanOptions options) : LevelForecaster(options)
{
    /// <inheritdoc/>
    public override string Name => "window-mean";

    /// <inheritdoc/>
    public override DemandShape Shape => DemandShape.Smooth;

    /// <inheritdoc/>
    protected override double Level(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, ForecastWorkspace workspace)
    {
        var newest = observed[^Math.Min(options.Window, observed.Length)..];
        return TensorPrimitives.Sum(newest) / newest.Length;
    }

    /// <inheritdoc/>
    /// <remarks>Each mean is summed anew: a running sum would keep the rounding of a large value that has left the window.</remarks>
    protected override void LevelPath(ReadOnlySpan<double> observed, ReadOnlySpan<double> parameters, Span<double> path, ForecastWorkspace workspace)
    {
        path[0] = 0;
        for (var t = 1; t <= observed.Length; t++)
        {
            path[t] = Level(observed[..t], parameters, workspace);
        }
    }
}
