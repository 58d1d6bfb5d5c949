using System.Runtime.InteropServices;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>The cluster of the nearest centre, of equal ones the lowest number.</summary>
/// <param name="Centres">Shape (clusters x dimensions), in prepared units: means, or medoids.</param>
/// <param name="Clusters">Number of clusters.</param>
public sealed record NearestCentreRule(double[] Centres, int Clusters) : ScoringRule
{
    internal override bool Fits(int clusters, int dimensions, int[] levels)
        => Clusters == clusters && levels.Length == 0 && Centres.Length == (long)clusters * dimensions && StoredClusterModelCheck.AllFinite(Centres);

    internal override IRowScorer Scorer() => new RowScorer(Centres, Clusters);

    private sealed class RowScorer : IRowScorer
    {
        private readonly CentreBlock _block;
        private readonly double[] _squared;
        private readonly double[] _gaps;
        private readonly int _clusters;

        public RowScorer(double[] centres, int clusters)
        {
            var dimensions = centres.Length / clusters;
            _clusters = clusters;
            _block = new CentreBlock(clusters, dimensions);
            _block.Load(centres);
            _squared = new double[_block.Padded];
            _gaps = new double[clusters * clusters];
            for (var i = 0; i < _gaps.Length; i++)
            {
                _gaps[i] = Math.Sqrt(Distance.Squared(centres.AsSpan(i / clusters * dimensions, dimensions), centres.AsSpan(i % clusters * dimensions, dimensions)));
            }
        }

        public RowScore Score(PointTable points, int row)
        {
            var nearest = _block.Nearest(ref MemoryMarshal.GetReference(points.Row(row)), _squared, out var first, out var second);
            var other = _clusters == 1 ? -1 : Other(nearest, second);

            // The plane halfway between two centres lies (d2² - d1²) / 2 gap away, its distance to either centre is gap / 2.
            var gap = other < 0 ? double.NaN : _gaps[(nearest * _clusters) + other];
            return new RowScore(nearest, other, Math.Sqrt(first), (second - first) / (2 * gap), (second - first) / (gap * gap));
        }

        private int Other(int nearest, double second)
        {
            var other = 0;
            while (other == nearest || _squared[other] != second)
            {
                other++;
            }

            return other < _clusters ? other : -1;
        }
    }
}
