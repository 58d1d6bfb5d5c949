namespace SegmentationML.Benchmarks.MOne;

/// <summary>One series of the M1 competition with its own split.</summary>
/// <param name="Name">Of the series.</param>
/// <param name="Period">YEARLY, QUARTERLY or MONTHLY.</param>
/// <param name="Season">Buckets in a season; 1 = none.</param>
/// <param name="History">Training part.</param>
/// <param name="After">Test part.</param>
internal sealed record MOneSeries(string Name, string Period, int Season, double[] History, double[] After);
