using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment;

/// <summary>How far a clustering can be trusted.</summary>
/// <param name="Jaccard">By cluster in order of the codes, mean Jaccard with which it comes back in bootstrap resamples; empty when not measured.</param>
/// <param name="Resamples">Resamples that could be clustered.</param>
/// <param name="SeedAgreement">Mean adjusted Rand index with fits of other seeds; NaN when not measured.</param>
/// <param name="Window">Agreement with the version before on common entities; null without one.</param>
/// <param name="Gate">What the gate has against it; empty when it passes.</param>
/// <param name="Setting">What an unstable clustering does.</param>
/// <param name="RuleFidelity">Share of the entities to which a shallow tree of questions gives their cluster.</param>
/// <param name="Rules">The tree as sentences, one a leaf.</param>
public sealed record ClusterQuality(
    IReadOnlyList<double> Jaccard, int Resamples, double SeedAgreement, WindowAgreement? Window, IReadOnlyList<string> Gate, StabilityGate Setting, double RuleFidelity, IReadOnlyList<string> Rules);
