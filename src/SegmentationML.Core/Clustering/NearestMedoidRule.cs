using SegmentationML.Core.Clustering.Medoids;

namespace SegmentationML.Core.Clustering;

/// <summary>The cluster of the medoid that is least unlike, of equal ones the lowest number.</summary>
/// <param name="Medoids">Numbers of the medoids, shape (clusters x dimensions), in prepared units.</param>
/// <param name="Categories">Their levels; null without.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Kind">How unlike two points are.</param>
/// <param name="TotalWeight">Divisor of Gower's dissimilarity.</param>
public sealed record NearestMedoidRule(double[] Medoids, CategoryTable? Categories, int Clusters, Dissimilarity Kind, double TotalWeight) : ScoringRule
{
    internal override bool Fits(int clusters, int dimensions, int[] levels)
        => Clusters == clusters && Enum.IsDefined(Kind) && TotalWeight > 0 && Medoids.Length == (long)clusters * dimensions && StoredClusterModelCheck.AllFinite(Medoids) && StoredClusterModelCheck.FitsLevels(Categories, clusters, levels);

    internal override IRowScorer Scorer() => new RowScorer(this);

    private sealed class RowScorer(NearestMedoidRule rule) : IRowScorer
    {
        private readonly PointTable _medoids = new(rule.Medoids, rule.Medoids.Length / rule.Clusters, rule.Categories);
        private readonly PointDissimilarity _measure = new(rule.Kind, rule.TotalWeight, rule.Categories);

        public RowScore Score(PointTable points, int row)
        {
            var (first, second) = (double.PositiveInfinity, double.PositiveInfinity);
            var (nearest, other) = (-1, -1);
            for (var m = 0; m < rule.Clusters; m++)
            {
                var apart = _measure.Of(points, row, _medoids, m);
                if (apart < first)
                {
                    (second, other, first, nearest) = (first, nearest, apart, m);
                }
                else if (apart < second)
                {
                    (second, other) = (apart, m);
                }
            }

            return other < 0
                ? new RowScore(nearest, -1, first, double.NaN, double.NaN)
                : new RowScore(nearest, other, first, (second - first) / 2, second > 0 ? (second - first) / second : 0);
        }
    }
}
