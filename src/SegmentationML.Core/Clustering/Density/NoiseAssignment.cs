using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering.Density;

/// <summary>Gives noise to clusters.</summary>
internal static class NoiseAssignment
{
    /// <summary>Puts every point of noise into the cluster of its nearest point that has one.</summary>
    /// <param name="points">The points.</param>
    /// <param name="tree">The same.</param>
    /// <param name="groups">Group by row, changed where it is noise.</param>
    /// <param name="anchors">Group of the rows that may be the nearest; noise for others.</param>
    /// <param name="floors">Least squared distance at which each row is seen; empty for none.</param>
    /// <param name="own">Least squared distance from each row; empty for none.</param>
    public static void ToNearest(PointTable points, BlockTree tree, int[] groups, int[] anchors, double[] floors, double[] own)
    {
        var search = new NeighbourSearch(tree);
        for (var row = 0; row < groups.Length; row++)
        {
            groups[row] = groups[row] < 0 ? search.NearestLabels(points.Row(row), anchors, floors, own.Length > 0 ? own[row] : 0).Label : groups[row];
        }
    }
}
