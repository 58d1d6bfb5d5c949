namespace SegmentationML.Core.Demand;

/// <summary>Error of the fixed reference forecaster.</summary>
/// <param name="Rmse">Root mean squared error of the forecast of the horizon's sum, in units; NaN without an error.</param>
/// <param name="RelativeRmse">RMSE / (horizon x mean over the same span), unitless; NaN when the mean is not positive.</param>
/// <param name="Errors">Number of errors: origins whose whole horizon was observed; at horizon 1 the observed periods minus one.</param>
/// <param name="Alpha">Smoothing weight.</param>
public readonly record struct ReferenceErrorProfile(double Rmse, double RelativeRmse, int Errors, double Alpha);
