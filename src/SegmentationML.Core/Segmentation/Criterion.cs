namespace SegmentationML.Core.Segmentation;

/// <summary>One criterion of a weighted score.</summary>
/// <param name="Driver">Name of the driver.</param>
/// <param name="Weight">Its weight, positive; the weights of all criteria sum to one.</param>
/// <param name="LessIsBetter">True when a small value scores high.</param>
/// <param name="Normaliser">How it becomes a number in [0, 1].</param>
/// <param name="Prior">What a value that is not known counts, in [0, 1]; null to share its weight out among the others.</param>
public sealed record Criterion(string Driver, double Weight, bool LessIsBetter = false, Normaliser Normaliser = Normaliser.Percentile, double? Prior = null);
