using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>The straight line by least squares through the first buckets, carried on from bucket to bucket; the first bucket has time 1.</summary>
/// <param name="Count">Buckets so far.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Slope">Of the line; 0 for less than two buckets.</param>
/// <remarks>Fiorucci et al. (2016), equations 16 to 18: slope ← ((t − 2) slope + 6 (y − mean before) / t) / (t + 1).</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RunningLine(int Count, double Mean, double Slope)
{
    /// <summary>The line at time 0.</summary>
    public double Intercept => Mean - (Slope * (Count + 1) / 2);

    /// <summary>The line with one more bucket.</summary>
    public RunningLine Next(double value)
    {
        var t = Count + 1.0;
        var slope = Count == 0 ? 0 : (((t - 2) * Slope) + (6 * (value - Mean) / t)) / (t + 1);
        return new RunningLine(Count + 1, Mean + ((value - Mean) / t), slope);
    }
}
