namespace SegmentationML.Benchmarks.Accuracy;

/// <summary>Mean measures of one method over the series of a set; a series whose scale is zero is left out.</summary>
/// <param name="Method">Its name.</param>
/// <param name="Rmsse">Root mean squared scaled error of the means.</param>
/// <param name="Bias">Demand minus forecast, units.</param>
/// <param name="Pinball">Scaled pinball loss of a bucket by level.</param>
/// <param name="LeadTimePinball">The same of the demand over the lead time.</param>
internal sealed record AccuracyRow(string Method, double Rmsse, double Bias, double[] Pinball, double[] LeadTimePinball);
