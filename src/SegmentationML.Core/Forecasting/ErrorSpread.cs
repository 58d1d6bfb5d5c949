using System.Runtime.InteropServices;

namespace SegmentationML.Core.Forecasting;

/// <summary>How far a method's forecasts lie from the demand that came, as root mean squares, so that a bias is part of them.</summary>
/// <param name="OneStepSd">Standard deviation of the one-step error, in units.</param>
/// <param name="LeadTimeSd">Standard deviation of the error of the demand summed over the lead time, in units.</param>
/// <param name="LeadTimeErrors">Number of cumulative errors that <paramref name="LeadTimeSd"/> was measured from; 0 when it was computed from the one-step error.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ErrorSpread(double OneStepSd, double LeadTimeSd, int LeadTimeErrors);
