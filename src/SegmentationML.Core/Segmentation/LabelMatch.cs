namespace SegmentationML.Core.Segmentation;

/// <summary>Which cluster of the last fit each new cluster continues.</summary>
/// <param name="PreviousOf">By new cluster: the last fit's cluster that it continues; -1 when it is new.</param>
/// <param name="Jaccard">By new cluster: overlap / union with the cluster it was paired with; 0 when it had none.</param>
/// <param name="Overlap">Weight of the common entities, shape (previous x current).</param>
/// <param name="Splits">Clusters of the last fit of which several new ones hold a part each.</param>
/// <param name="Merges">New clusters of which several of the last fit hold a part each.</param>
/// <param name="Retired">Clusters of the last fit that none continues.</param>
public sealed record LabelMatch(
    int[] PreviousOf,
    double[] Jaccard,
    double[] Overlap,
    IReadOnlyList<LabelChange> Splits,
    IReadOnlyList<LabelChange> Merges,
    IReadOnlyList<int> Retired)
{
    /// <summary>Stable codes of the new clusters: the code of the cluster continued, or the next code that was never used.</summary>
    /// <param name="previousCodes">Code by cluster of the last fit.</param>
    /// <param name="nextCode">The first code never used so far; moved past those given out. Retired codes are not used again.</param>
    public int[] Codes(ReadOnlySpan<int> previousCodes, ref int nextCode)
    {
        var codes = new int[PreviousOf.Length];
        for (var cluster = 0; cluster < codes.Length; cluster++)
        {
            codes[cluster] = PreviousOf[cluster] >= 0 ? previousCodes[PreviousOf[cluster]] : nextCode++;
        }

        return codes;
    }
}
