namespace SegmentationML.Core.Demand;

/// <summary>Reads one series of a panel; called from several threads at once.</summary>
/// <param name="series">Index of the series, from 0.</param>
/// <returns>Units per period, oldest first; NaN is a period that was not observed.</returns>
public delegate ReadOnlySpan<double> SeriesReader(int series);
