using System.Numerics.Tensors;

namespace SegmentationML.Core.Forecasting;

/// <summary>Measures a series in another unit, a power of two, when products of its quantities could overflow or vanish; a power of two changes no digit.</summary>
internal static class DemandUnit
{
    private const double LargestSafe = 1e40;
    private const double SmallestSafe = 1e-40;

    /// <summary>The unit in which the largest quantity is about one; 1 when no change is needed.</summary>
    /// <param name="largest">Largest quantity, finite, at least 0.</param>
    public static double For(double largest)
        => largest is 0 or (<= LargestSafe and >= SmallestSafe) ? 1 : Math.ScaleB(1, Math.Clamp(Math.ILogB(largest), -1000, 1000));

    /// <summary>The values in a unit; themselves when the unit is 1.</summary>
    public static ReadOnlySpan<double> Rescale(ReadOnlySpan<double> values, double unit, ForecastWorkspace workspace)
    {
        if (unit == 1)
        {
            return values;
        }

        var rescaled = workspace.Rent(WorkspaceSlot.Rescaled, values.Length);
        TensorPrimitives.Divide(values, unit, rescaled);
        return rescaled;
    }
}
