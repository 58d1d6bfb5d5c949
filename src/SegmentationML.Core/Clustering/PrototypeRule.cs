using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>The cluster of the nearest prototype: squared distance to its mean plus what differing from its most frequent levels costs; of equal ones the lowest number.</summary>
/// <param name="Means">Shape (clusters x dimensions), in prepared units.</param>
/// <param name="Modes">Most frequent levels; their weights hold the cost. Null without levels.</param>
/// <param name="Clusters">Number of clusters.</param>
public sealed record PrototypeRule(double[] Means, CategoryTable? Modes, int Clusters) : ScoringRule
{
    internal override bool Fits(int clusters, int dimensions, int[] levels)
        => Clusters == clusters && Means.Length == (long)clusters * dimensions && StoredClusterModelCheck.AllFinite(Means) && StoredClusterModelCheck.FitsLevels(Modes, clusters, levels);

    internal override IRowScorer Scorer() => new RowScorer(this);

    internal double Cost(PointTable points, int row, int cluster)
    {
        var dimensions = points.Dimensions;
        return Distance.Squared(points.Row(row), Means.AsSpan(cluster * dimensions, dimensions)) + (Modes?.Mismatch(points.Categories!.Row(row), Modes.Row(cluster)) ?? 0);
    }

    private sealed class RowScorer(PrototypeRule rule) : IRowScorer
    {
        public RowScore Score(PointTable points, int row)
        {
            var (first, second) = (double.PositiveInfinity, double.PositiveInfinity);
            var (nearest, other) = (-1, -1);
            for (var cluster = 0; cluster < rule.Clusters; cluster++)
            {
                var cost = rule.Cost(points, row, cluster);
                if (cost < first)
                {
                    (second, other, first, nearest) = (first, nearest, cost, cluster);
                }
                else if (cost < second)
                {
                    (second, other) = (cost, cluster);
                }
            }

            var (own, beyond) = (Math.Sqrt(first), Math.Sqrt(second));
            return other < 0
                ? new RowScore(nearest, -1, own, double.NaN, double.NaN)
                : new RowScore(nearest, other, own, (beyond - own) / 2, beyond > 0 ? (beyond - own) / beyond : 0);
        }
    }
}
