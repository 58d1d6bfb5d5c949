using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering;

/// <summary>The cluster of the nearest remembered row: for clusters of any shape.</summary>
/// <param name="Rows">Shape (rows x dimensions), in prepared units: members of the clusters, or what stands for many of them.</param>
/// <param name="Dimensions">Numbers a row.</param>
/// <param name="Labels">Cluster by row, from 0; -1 for a row that only counts as a neighbour.</param>
/// <param name="SquaredFloors">Square of the least distance at which each row is seen (its core distance); empty for none.</param>
/// <param name="CoreNeighbours">The point's own least distance is that to its neighbour of this number; 0 for none.</param>
/// <param name="Reaches">By cluster, the distance from which a point belongs to none; empty when every point belongs to one.</param>
public sealed record NearestRowRule(double[] Rows, int Dimensions, int[] Labels, double[] SquaredFloors, int CoreNeighbours, double[] Reaches) : ScoringRule
{
    private readonly Lock _building = new();
    private BlockTree? _tree;

    internal override bool Fits(int clusters, int dimensions, int[] levels)
        => levels.Length == 0 && Dimensions == dimensions && Rows.Length == (long)Labels.Length * dimensions && StoredClusterModelCheck.AllFinite(Rows)
            && Array.TrueForAll(Labels, label => label >= -1 && label < clusters) && Array.Exists(Labels, label => label >= 0)
            && (SquaredFloors.Length == 0 || SquaredFloors.Length == Labels.Length) && (Reaches.Length == 0 || Reaches.Length == clusters) && CoreNeighbours >= 0;

    internal override IRowScorer Scorer()
    {
        lock (_building)
        {
            _tree ??= new BlockTree(Rows, Dimensions);
        }

        return new RowScorer(this, _tree);
    }

    private sealed class RowScorer(NearestRowRule rule, BlockTree tree) : IRowScorer
    {
        private readonly NeighbourSearch _search = new(tree);
        private readonly double[] _neighbours = new double[Math.Min(rule.CoreNeighbours, tree.Count)];
        private readonly bool _several = Array.Exists(rule.Labels, label => label > 0);

        public RowScore Score(PointTable points, int row)
        {
            var point = points.Row(row);
            var own = 0.0;
            if (_neighbours.Length > 0)
            {
                _search.Nearest(point, _neighbours);
                own = _neighbours[^1];
            }

            var found = _search.NearestLabels(point, rule.Labels, rule.SquaredFloors, own, _several);
            var (nearest, other) = (Math.Sqrt(found.Nearest.Reach), Math.Sqrt(found.Other.Reach));
            if (rule.Reaches.Length > 0 && nearest > rule.Reaches[found.Label])
            {
                return new RowScore(Partition.Noise, found.Label, nearest, nearest - rule.Reaches[found.Label], (nearest - rule.Reaches[found.Label]) / nearest);
            }

            // A step of this length changes each distance by at most as much, so no shorter one can change the cluster.
            return found.Other.Row < 0
                ? new RowScore(found.Label, -1, nearest, double.NaN, double.NaN)
                : new RowScore(found.Label, found.Other.Label, nearest, (other - nearest) / 2, other > 0 ? (other - nearest) / other : 0);
        }
    }
}
