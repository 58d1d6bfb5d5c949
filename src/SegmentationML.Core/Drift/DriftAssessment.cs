namespace SegmentationML.Core.Drift;

/// <summary>Compares all features of a run with a reference run and says which alarms are worth reading.</summary>
public static class DriftAssessment
{
    /// <summary>Judges every feature; the p-values are adjusted together (Benjamini-Hochberg).</summary>
    /// <param name="features">All features of one run of one dataset: the family of the adjustment.</param>
    /// <param name="options">Effect, significance, least size.</param>
    /// <returns>One entry a feature, in their order.</returns>
    public static IReadOnlyList<FeatureDrift> Assess(IReadOnlyList<FeatureSample> features, DriftOptions options)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        var psi = new PsiResult?[features.Count];
        var enough = new bool[features.Count];
        Parallel.For(0, features.Count, i =>
        {
            var least = Math.Min(features[i].ReferenceSize, features[i].CurrentSize);
            enough[i] = least >= options.MinimumSize;
            psi[i] = least > 0 ? Psi(features[i], options.Psi) : null;
        });
        var adjusted = BenjaminiHochberg.Adjust([.. psi.Select((result, i) => enough[i] ? result!.PValue : double.NaN)]);
        return [.. features.Select((feature, i) => new FeatureDrift(feature.Feature, psi[i], adjusted[i], Verdict(enough[i], psi[i], adjusted[i], options)))];
    }

    private static DriftVerdict Verdict(bool enough, PsiResult? psi, double adjusted, DriftOptions options)
    {
        if (!enough)
        {
            return DriftVerdict.InsufficientData;
        }

        return psi!.Psi >= options.PsiThreshold && adjusted <= options.Significance ? DriftVerdict.Drifted : DriftVerdict.Stable;
    }

    private static PsiResult Psi(FeatureSample feature, PsiOptions options)
        => feature.Reference is not null
            ? PopulationStabilityIndex.Of(feature.Reference, feature.Current, options)
            : PopulationStabilityIndex.OfCounts(feature.ReferenceCounts, feature.CurrentCounts, options);
}
