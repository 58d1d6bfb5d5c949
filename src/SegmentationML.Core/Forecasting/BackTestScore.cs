using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting;

/// <summary>The errors of one method in a back-test, over all origins and steps; an error is demand minus forecast.</summary>
/// <param name="Rmsse">Root mean squared scaled error: the scale is the mean squared one-step change of the history before the last origin, from its first demand; NaN when that is zero.</param>
/// <param name="Bias">Mean error, in units; above zero the forecast was too low.</param>
/// <param name="Mae">Mean absolute error, in units.</param>
/// <param name="MeanSquare">Mean squared error, in squared units.</param>
/// <param name="Count">Number of errors; 0 when the method could not answer at every origin, and then the measures are NaN.</param>
/// <param name="Silent">Whether the method forecast no demand at all at some origin: there it was the zero forecast under another name.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BackTestScore(double Rmsse, double Bias, double Mae, double MeanSquare, int Count, bool Silent)
{
    /// <summary>What the choice goes by: the mean squared error, or what its criterion measures.</summary>
    public double Loss { get; init; } = MeanSquare;

    /// <summary>The score of a method that did not answer.</summary>
    public static BackTestScore None { get; } = new(double.NaN, double.NaN, double.NaN, double.NaN, 0, Silent: false);
}
