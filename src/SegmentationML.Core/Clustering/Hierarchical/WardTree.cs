using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>Ward's tree by the nearest-neighbour chain on centres and sizes: memory linear in the rows, no dissimilarity is kept.</summary>
/// <remarks>Ward (1963), JASA 58, 236-244; Murtagh (1983), The Computer Journal 26, 354-359. Two clusters lie √(2 n_a n_b / (n_a + n_b)) ‖c_a - c_b‖ apart, which is R's ward.D2.</remarks>
internal sealed class WardTree
{
    private readonly int _dimensions;
    private readonly int _stride;
    private readonly double[] _centres;
    private readonly double[] _sizes;
    private readonly int[] _cluster;
    private readonly int[] _slot;
    private int _active;

    private WardTree(PointTable points, ReadOnlySpan<double> weights)
    {
        _dimensions = points.Dimensions;
        _active = points.Rows;
        _stride = ((points.Rows + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count) + Vector<double>.Count;
        _centres = new double[_stride * _dimensions];
        _sizes = new double[_stride];
        _cluster = new int[_stride];
        _slot = new int[points.Rows];
        for (var row = 0; row < points.Rows; row++)
        {
            _sizes[row] = weights.IsEmpty ? 1 : weights[row];
            _cluster[row] = row;
            _slot[row] = row;
            for (var d = 0; d < _dimensions; d++)
            {
                _centres[(d * _stride) + row] = points.Values[(row * _dimensions) + d];
            }
        }
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="weights">Points that each row stands for; empty for one each.</param>
    /// <param name="cancellationToken">Stops between merges.</param>
    public static Dendrogram Build(PointTable points, ReadOnlySpan<double> weights, CancellationToken cancellationToken)
    {
        var tree = new WardTree(points, weights);
        var merges = new List<Merge>(points.Rows - 1);
        var chain = new List<int>();
        while (tree._active > 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                chain.Add(tree._cluster[0]);
            }

            var last = chain[^1];
            var before = chain.Count > 1 ? chain[^2] : -1;
            var nearest = tree.Nearest(last, before, out var squared);
            if (nearest != before)
            {
                chain.Add(nearest);
                continue;
            }

            chain.RemoveRange(chain.Count - 2, 2);
            merges.Add(new Merge(Math.Min(last, before), Math.Max(last, before), Math.Sqrt(2 * squared)));
            tree.Join(Math.Min(last, before), Math.Max(last, before));
        }

        return Dendrogram.Of(points.Rows, merges);
    }

    /// <summary>The nearest other cluster; of equal ones the one before in the chain, then the one with the lowest row.</summary>
    private int Nearest(int cluster, int before, out double squared)
    {
        var own = _slot[cluster];
        var (slot, least) = Scan(own);
        var nearest = _cluster[slot];
        squared = least;
        if (before >= 0)
        {
            var atBefore = Apart(own, _slot[before]);
            if (atBefore <= least)
            {
                squared = atBefore;
                return before;
            }
        }

        return nearest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (int Slot, double Squared) Scan(int own)
    {
        ref var centres = ref MemoryMarshal.GetArrayDataReference(_centres);
        ref var sizes = ref MemoryMarshal.GetArrayDataReference(_sizes);
        var size = new Vector<double>(_sizes[own]);
        var least = double.PositiveInfinity;
        var best = -1;
        var width = Vector<double>.Count;
        Span<double> lanes = stackalloc double[width];
        for (var slot = 0; slot < _active; slot += width)
        {
            var sum = Vector<double>.Zero;
            for (var d = 0; d < _dimensions; d++)
            {
                var difference = Vector.LoadUnsafe(ref centres, (nuint)((d * _stride) + slot)) - new Vector<double>(Unsafe.Add(ref centres, (d * _stride) + own));
                sum += difference * difference;
            }

            var others = Vector.LoadUnsafe(ref sizes, (nuint)slot);
            var apart = sum * (size * others) / (size + others);
            if (!Vector.LessThanOrEqualAny(apart, new Vector<double>(least)))
            {
                continue;
            }

            apart.CopyTo(lanes);
            for (var lane = 0; lane < width && slot + lane < _active; lane++)
            {
                var nearer = lanes[lane] < least || (lanes[lane] == least && _cluster[slot + lane] < _cluster[best]);
                (best, least) = nearer && slot + lane != own ? (slot + lane, lanes[lane]) : (best, least);
            }
        }

        return (best, least);
    }

    private double Apart(int a, int b)
    {
        var sum = 0.0;
        for (var d = 0; d < _dimensions; d++)
        {
            var difference = _centres[(d * _stride) + b] - _centres[(d * _stride) + a];
            sum += difference * difference;
        }

        return sum * (_sizes[a] * _sizes[b]) / (_sizes[a] + _sizes[b]);
    }

    /// <summary>The second cluster goes into the first; the last slot takes its place.</summary>
    private void Join(int first, int second)
    {
        var (a, b) = (_slot[first], _slot[second]);
        var total = _sizes[a] + _sizes[b];
        var last = --_active;
        for (var d = 0; d < _dimensions; d++)
        {
            var row = _centres.AsSpan(d * _stride, _stride);
            row[a] += (row[b] - row[a]) * (_sizes[b] / total);
            row[b] = row[last];
        }

        _sizes[a] = total;
        _sizes[b] = _sizes[last];
        _cluster[b] = _cluster[last];
        _slot[_cluster[b]] = b;
    }
}
