namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>What was seen while a file of series was read.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="RowsWithoutSeries">Rows without a series key: together one refused series.</param>
/// <param name="Gaps">Buckets without a row, filled as the request says.</param>
/// <param name="Repeats">Rows that were added to another row of their bucket.</param>
/// <param name="Disordered">Series whose rows were not in order of time.</param>
/// <param name="EndEarly">Series that end before the last bucket of the file.</param>
public sealed record SeriesFileCounts(long Rows, long RowsWithoutSeries, long Gaps, long Repeats, int Disordered, int EndEarly);
