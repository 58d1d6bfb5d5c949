namespace SegmentationML.Pipeline.Publish;

/// <summary>How a method did on the past of an entity when methods were chosen.</summary>
/// <param name="Method">Its name.</param>
/// <param name="State">What became of it: chosen, tested, or why it could not be taken.</param>
/// <param name="Rmsse">Back-test RMSSE; null where it was not tested or the scale is zero.</param>
/// <param name="Bias">Mean of demand minus forecast, units; null where it was not tested.</param>
/// <param name="TestedIn">The version that tested; null for the one that says it.</param>
public sealed record PublishedBackTest(string Method, string State, double? Rmsse, double? Bias, long? TestedIn);
