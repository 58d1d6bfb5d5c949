namespace SegmentationML.Core.Demand;

/// <summary>Error of the fixed one-step reference forecaster.</summary>
/// <param name="Rmse">Root mean squared one-step error in units per period; NaN with fewer than two observed periods.</param>
/// <param name="RelativeRmse">RMSE / mean over the same span, unitless; NaN when the mean is not positive.</param>
/// <param name="Errors">Number of errors: observed periods minus one.</param>
/// <param name="Alpha">Smoothing weight.</param>
public readonly record struct ReferenceErrorProfile(double Rmse, double RelativeRmse, int Errors, double Alpha);
