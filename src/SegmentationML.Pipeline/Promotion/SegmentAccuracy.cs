namespace SegmentationML.Pipeline.Promotion;

/// <summary>Back-test accuracy over the series of a segment, or over all.</summary>
/// <param name="Segment">Code of the segment; <c>all</c> for all of them.</param>
/// <param name="Series">Series on which the chosen method, the naive and the zero forecast could all be scored.</param>
/// <param name="Rmsse">Mean RMSSE of the chosen methods.</param>
/// <param name="Naive">The same for the last value.</param>
/// <param name="Zero">The same for nothing.</param>
public sealed record SegmentAccuracy(string Segment, long Series, double Rmsse, double Naive, double Zero);
