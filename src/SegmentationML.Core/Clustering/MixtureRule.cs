using SegmentationML.Core.Clustering.Mixture;

namespace SegmentationML.Core.Clustering;

/// <summary>The component of greatest posterior probability, of equal ones the lowest number.</summary>
/// <param name="Shares">Weight of each component; they sum to one.</param>
/// <param name="Means">Shape (clusters x dimensions), in prepared units.</param>
/// <param name="Factors">Lower Cholesky factor of each covariance, shape (clusters x dimensions x dimensions), row by row.</param>
public sealed record MixtureRule(double[] Shares, double[] Means, double[] Factors) : ScoringRule
{
    internal override bool Fits(int clusters, int dimensions, int[] levels)
        => levels.Length == 0 && Shares.Length == clusters && Array.TrueForAll(Shares, share => share is >= 0 and <= 1)
            && Means.Length == (long)clusters * dimensions && Factors.Length == (long)clusters * dimensions * dimensions
            && StoredClusterModelCheck.AllFinite(Means) && StoredClusterModelCheck.AllFinite(Factors)
            && Enumerable.Range(0, clusters * dimensions).All(i => Factors[(i * dimensions) + (i % dimensions)] > 0);

    internal override IRowScorer Scorer() => new RowScorer(this);

    /// <summary>
    /// Distance is Mahalanobis'. The margin is the difference of the two log posteriors over the size of its slope: exact for equal covariances, to first order otherwise. The relative margin is the
    /// difference of the two posteriors.
    /// </summary>
    private sealed class RowScorer : IRowScorer
    {
        private readonly MixtureDensity _density;
        private readonly double[] _log;
        private readonly double[] _slopeOfFirst;
        private readonly double[] _slopeOfSecond;

        public RowScorer(MixtureRule rule)
        {
            _density = new MixtureDensity(rule.Shares, rule.Means, rule.Factors);
            _log = new double[rule.Shares.Length];
            _slopeOfFirst = new double[_density.Dimensions];
            _slopeOfSecond = new double[_density.Dimensions];
        }

        public RowScore Score(PointTable points, int row)
        {
            var point = points.Row(row);
            var total = _density.Logs(point, _log);
            var (nearest, other) = (0, -1);
            for (var c = 1; c < _log.Length; c++)
            {
                if (_log[c] > _log[nearest])
                {
                    (nearest, other) = (c, nearest);
                }
                else if (other < 0 || _log[c] > _log[other])
                {
                    other = c;
                }
            }

            var distance = _density.Mahalanobis(point, nearest, _slopeOfFirst);
            if (other < 0)
            {
                return new RowScore(nearest, -1, distance, double.NaN, double.NaN);
            }

            _density.Mahalanobis(point, other, _slopeOfSecond);
            var slope = 0.0;
            for (var d = 0; d < point.Length; d++)
            {
                slope += (_slopeOfFirst[d] - _slopeOfSecond[d]) * (_slopeOfFirst[d] - _slopeOfSecond[d]);
            }

            var apart = _log[nearest] - _log[other];
            var margin = apart == 0 ? 0 : apart / Math.Sqrt(slope);
            return new RowScore(nearest, other, distance, margin, Math.Exp(_log[nearest] - total) - Math.Exp(_log[other] - total));
        }
    }
}
