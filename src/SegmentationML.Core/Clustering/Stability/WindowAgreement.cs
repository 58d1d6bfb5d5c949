using SegmentationML.Core.Drift;

namespace SegmentationML.Core.Clustering.Stability;

/// <summary>Agreement of two windows of history on the entities that both have.</summary>
/// <param name="AdjustedRand">Adjusted Rand index; 1 when both are trivial.</param>
/// <param name="AdjustedInformation">Adjusted mutual information.</param>
/// <param name="Common">Entities in both.</param>
/// <param name="Coverage">Their share of the entities in either.</param>
public readonly record struct WindowAgreement(double AdjustedRand, double AdjustedInformation, int Common, double Coverage)
{
    /// <summary>Compares two windows.</summary>
    /// <param name="first">Cluster by entity.</param>
    /// <param name="second">Cluster by entity.</param>
    public static WindowAgreement Of(IReadOnlyDictionary<string, int> first, IReadOnlyDictionary<string, int> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        string[] common = [.. first.Keys.Where(second.ContainsKey).Order(StringComparer.Ordinal)];
        var (a, b) = (Array.ConvertAll(common, key => first[key]), Array.ConvertAll(common, key => second[key]));
        var all = first.Count + second.Count - common.Length;
        return new WindowAgreement(AdjustedRandIndex.Of(a, b), AdjustedMutualInformation.Of(a, b), common.Length, all == 0 ? double.NaN : (double)common.Length / all);
    }

    /// <summary>Compares each window with the next.</summary>
    /// <param name="windows">Cluster by entity, oldest window first.</param>
    public static IReadOnlyList<WindowAgreement> Rolling(IReadOnlyList<IReadOnlyDictionary<string, int>> windows)
    {
        ArgumentNullException.ThrowIfNull(windows);
        return [.. Enumerable.Range(1, Math.Max(windows.Count - 1, 0)).Select(i => Of(windows[i - 1], windows[i]))];
    }
}
