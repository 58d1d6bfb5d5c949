namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>One method in the choice for a series.</summary>
/// <param name="Method">Its name.</param>
/// <param name="State">What became of it, as a code.</param>
/// <param name="Why">The same in words.</param>
/// <param name="Rmsse">Back-test RMSSE; null where it was not tested or has no scale.</param>
/// <param name="Bias">Back-test mean of demand minus forecast, units; null where not tested.</param>
/// <param name="Mae">Back-test mean absolute error, units; null where not tested.</param>
public sealed record ExplainedCandidate(string Method, string State, string Why, double? Rmsse, double? Bias, double? Mae);
