namespace SegmentationML.Core.Drift;

/// <summary>Greatest distance of two empirical distribution functions.</summary>
/// <param name="Statistic">D = sup |F - G|, in [0, 1].</param>
/// <param name="PValue">Probability of a distance as great when nothing changed.</param>
/// <param name="Exact">True when the p-value counts paths (up to 10,000 pairs; conservative with ties), false for Stephens' approximation.</param>
/// <param name="ReferenceSize">Known values of the reference.</param>
/// <param name="CurrentSize">Known values of the current sample.</param>
public readonly record struct KolmogorovSmirnovResult(double Statistic, double PValue, bool Exact, int ReferenceSize, int CurrentSize);
