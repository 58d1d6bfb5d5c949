namespace SegmentationML.Pipeline.Report;

/// <summary>Back-test accuracy of the chosen methods in one segment, against the naive and the zero forecast on the same series and origins.</summary>
/// <param name="Segment">Code of the segment; <see cref="Whole"/> for all of them.</param>
/// <param name="Series">Series that could be scored.</param>
/// <param name="Rmsse">Mean RMSSE of the chosen methods; 1 is the in-sample one-step naive error.</param>
/// <param name="NaiveRmsse">The same for the naive forecast.</param>
/// <param name="ZeroRmsse">The same for the forecast of nothing.</param>
/// <param name="Bias">Mean of forecast minus demand over mean demand: positive is over-forecast. NaN when not computed.</param>
/// <param name="Pinball">Mean scaled pinball loss over the published quantiles; NaN when not computed.</param>
public sealed record AccuracyRow(string Segment, long Series, double Rmsse, double NaiveRmsse, double ZeroRmsse, double Bias, double Pinball)
{
    /// <summary>The <see cref="Segment"/> of the row over all segments.</summary>
    public const string Whole = "all";
}
