namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>The whole tree of merges.</summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="Merges">Rows - 1 merges, ascending by height; of equal heights in the order in which they were found.</param>
public sealed record Dendrogram(int Rows, IReadOnlyList<Merge> Merges)
{
    /// <summary>The groups that are left when all but the last merges are done.</summary>
    /// <param name="clusters">From 1 to the number of rows.</param>
    /// <returns>Group by row, numbered from 0 by their first rows.</returns>
    public int[] Cut(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Rows);
        var groups = new RowGroups(Rows);
        for (var i = 0; i < Rows - clusters; i++)
        {
            groups.Join(Merges[i].First, Merges[i].Second);
        }

        return groups.Numbered();
    }

    internal static Dendrogram Of(int rows, IEnumerable<Merge> merges) => new(rows, [.. merges.OrderBy(merge => merge.Height)]);
}
