using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting.Theta;

/// <summary>A fitted Theta model in state-space form.</summary>
/// <param name="Alpha">Smoothing weight of the level.</param>
/// <param name="Start">Level before the first bucket.</param>
/// <param name="LineWeight">ω = 1 − 1/θ, the share of the line, in [0, 1].</param>
/// <param name="SquaredErrors">Sum of squared one-step errors.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ThetaState(double Alpha, double Start, double LineWeight, double SquaredErrors);
