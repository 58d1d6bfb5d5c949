namespace SegmentationML.Core.Drift;

/// <summary>The comparison of one feature.</summary>
/// <param name="Feature">The feature, as the caller calls it.</param>
/// <param name="Psi">The index and its bins; null when a sample is empty.</param>
/// <param name="AdjustedPValue">The index's p-value, adjusted over the features of the run with enough data; NaN without.</param>
/// <param name="Verdict">What it says.</param>
public sealed record FeatureDrift(string Feature, PsiResult? Psi, double AdjustedPValue, DriftVerdict Verdict);
