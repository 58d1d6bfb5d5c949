namespace SegmentationML.Pipeline.Report;

/// <summary>The forecast of a sum of series.</summary>
/// <param name="Level">Name of its level.</param>
/// <param name="Node">Name of its group.</param>
/// <param name="Method">Method that forecast the sum by itself.</param>
/// <param name="Next">Mean of the next bucket, units.</param>
/// <param name="Low">Its 5 % quantile.</param>
/// <param name="High">Its 95 % quantile.</param>
/// <param name="Total">Sum of the means over the horizon, units.</param>
public sealed record SumRow(string Level, string Node, string Method, double Next, double Low, double High, double Total);
