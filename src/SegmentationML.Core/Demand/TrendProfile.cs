namespace SegmentationML.Core.Demand;

/// <summary>Linear trend of a series over its active span.</summary>
/// <param name="Slope">Ordinary least squares slope in units per period, per period; NaN with fewer than two observed periods.</param>
/// <param name="SlopeStandardError">Its standard error, residual variance with n - 2 degrees of freedom; NaN with fewer than three observed periods.</param>
/// <param name="RelativeSlope">Slope / mean: 0.01 is one per cent of the mean a period; NaN when the mean is not positive.</param>
/// <param name="TheilSenSlope">Median of the pairwise slopes in units per period, per period; NaN unless asked for.</param>
/// <param name="RelativeTheilSenSlope">Theil-Sen slope / mean; NaN unless asked for.</param>
/// <param name="Periods">Observed periods.</param>
public readonly record struct TrendProfile(
    double Slope,
    double SlopeStandardError,
    double RelativeSlope,
    double TheilSenSlope,
    double RelativeTheilSenSlope,
    int Periods);
