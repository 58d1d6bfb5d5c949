namespace SegmentationML.Pipeline.Segment;

/// <summary>How the clusters of a fit descend from those of the version before.</summary>
/// <param name="Kept">Codes that went on, with the Jaccard overlap of old and new cluster.</param>
/// <param name="Born">Codes that are new.</param>
/// <param name="Retired">Codes that nobody has any more; they are not given out again.</param>
/// <param name="Splits">Clusters that lie in several new ones, such as <c>K2 into K2 and K7</c>.</param>
/// <param name="Merges">Clusters that several old ones went into, such as <c>K3 from K3 and K4</c>.</param>
public sealed record ClusterLineage(IReadOnlyDictionary<string, double> Kept, IReadOnlyList<string> Born, IReadOnlyList<string> Retired, IReadOnlyList<string> Splits, IReadOnlyList<string> Merges)
{
    /// <summary>Sentences for reports; empty when every cluster went on as it was.</summary>
    public IEnumerable<string> Sentences(string dimension)
    {
        foreach (var (what, codes) in (IEnumerable<(string, IReadOnlyList<string>)>)[("born", Born), ("retired", Retired), ("split", Splits), ("merged", Merges)])
        {
            if (codes.Count > 0)
            {
                yield return $"{dimension}: {what}: {string.Join("; ", codes)}";
            }
        }
    }
}
