using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Rules;
using SegmentationML.Core.Clustering.Stability;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Measures how far a clustering can be trusted, and closes the gate when the model says so.</summary>
internal static class ClusterTrust
{
    /// <summary>Measures it.</summary>
    /// <param name="name">The dimension.</param>
    /// <param name="definition">Its definition.</param>
    /// <param name="table">Raw features of the clustered entities.</param>
    /// <param name="fit">The clustering.</param>
    /// <param name="identity">Codes of its clusters.</param>
    /// <param name="former">Codes in the version before, by entity; null without one.</param>
    /// <param name="active">The clustered entities, in the fit's order.</param>
    /// <param name="cancellation">Stops between fits.</param>
    public static ClusterQuality Of(string name, DimensionDefinition definition, FeatureTable table, ClusterFit fit, ClusterIdentity identity, string?[]? former, int[] active, CancellationToken cancellation)
    {
        var (setting, options) = (definition.Stability.Gate, definition.Stability.Options(definition.Seed));
        var method = ClustererCatalog.Find(fit.Model.Method);
        IClusterer Again(ulong seed) => method.Create(new MethodSettings { Clusters = fit.Model.Clusters, MinimumSize = definition.MinimumSize, Seed = seed });
        var report = setting == StabilityGate.Off ? null : ClusterStability.Measure(fit.Points, fit.Partition, Again, options, cancellation);
        var window = Window(fit.Labels, identity, former, active);
        var problems = Problems(report, window, definition.Stability, options, identity);
        if (setting == StabilityGate.Block)
        {
            ProblemException.ThrowIfAny(problems.Select(p => p with { What = $"dimensions.{name}: {p.What}" }));
        }

        var tree = RuleTreeLearner.Learn(table, fit.Labels, fit.Model.Clusters, new RuleTreeOptions());
        return new ClusterQuality(
            report is null ? [] : [.. InOrder(identity).Select(label => report.Jaccard[label])],
            report?.Resamples ?? 0,
            report?.SeedAgreement ?? double.NaN,
            window,
            [.. problems.Select(p => p.What)],
            setting,
            tree.Fidelity,
            (tree with { Features = [.. tree.Features.Select(DriverWords.Of)] }).Lines(identity.CodeOf));
    }

    private static IEnumerable<int> InOrder(ClusterIdentity identity) => Enumerable.Range(0, identity.Numbers.Length).OrderBy(label => identity.Numbers[label]);

    private static List<Problem> Problems(StabilityReport? report, WindowAgreement? window, StabilityDefinition limits, StabilityOptions options, ClusterIdentity identity)
    {
        var problems = report is null ? [] : (report with { Jaccard = [.. InOrder(identity).Select(label => report.Jaccard[label])] }).Gate(options, index => identity.CodeOf(InOrder(identity).ElementAt(index))).ToList();
        if (limits.Gate != StabilityGate.Off && window is { } agreement && agreement.AdjustedRand < limits.LeastWindowAgreement)
        {
            problems.Add(StabilityReport.Unstable($"the clusters agree with those of the version before by an adjusted Rand index of {agreement.AdjustedRand:F2}, below {limits.LeastWindowAgreement}"));
        }

        return problems;
    }

    private static WindowAgreement? Window(int[] labels, ClusterIdentity identity, string?[]? former, int[] active)
    {
        if (former is null)
        {
            return null;
        }

        var (before, now) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        var codes = former.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i, StringComparer.Ordinal);
        for (var i = 0; i < active.Length; i++)
        {
            var key = active[i].ToString();
            now[key] = labels[i] < 0 ? -1 : identity.Numbers[labels[i]];
            if (former[active[i]] is { } code and not "U")
            {
                before[key] = codes[code];
            }
        }

        return WindowAgreement.Of(before, now);
    }
}
