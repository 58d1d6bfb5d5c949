namespace SegmentationML.Pipeline.Report;

/// <summary>A method in the choice for one series.</summary>
/// <param name="Method">Its name.</param>
/// <param name="State">What became of it, in words.</param>
/// <param name="Rmsse">Back-test RMSSE; NaN where it was not tested or the scale is zero.</param>
/// <param name="Bias">Back-test mean of demand minus forecast, units; NaN where it was not tested.</param>
public sealed record CandidateRow(string Method, string State, double Rmsse, double Bias);
