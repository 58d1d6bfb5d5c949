namespace SegmentationML.Benchmarks.CarParts;

/// <summary>Mean measures of one method over the series; those whose scale is zero are left out of the scaled ones.</summary>
/// <param name="Mase12">MASE scaled at lag 12.</param>
/// <param name="Mase1">MASE scaled at lag 1; NaN where not given.</param>
/// <param name="Rmsse">RMSSE from the first demand.</param>
/// <param name="Mae">Units.</param>
/// <param name="Rmse">Root of the mean squared error over all series and months, units.</param>
/// <param name="Bias">Demand minus forecast, units; NaN where not given.</param>
internal sealed record CarPartsRow(double Mase12, double Mase1, double Rmsse, double Mae, double Rmse, double Bias);
