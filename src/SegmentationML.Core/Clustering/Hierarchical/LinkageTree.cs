using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>Average and complete linkage by the nearest-neighbour chain on a kept dissimilarity for each pair: 8 n² / 2 bytes.</summary>
/// <remarks>Lance and Williams (1967), The Computer Journal 9, 373-380; Murtagh (1983).</remarks>
internal sealed class LinkageTree
{
    private readonly double[] _apart;
    private readonly double[] _sizes;
    private readonly int[] _active;
    private readonly Linkage _linkage;
    private int _count;

    private LinkageTree(PointTable points, ReadOnlySpan<double> weights, Linkage linkage, int maximumThreads, CancellationToken cancellationToken)
    {
        _linkage = linkage;
        _count = points.Rows;
        _sizes = new double[points.Rows];
        _active = new int[points.Rows];
        for (var row = 0; row < points.Rows; row++)
        {
            _sizes[row] = weights.IsEmpty ? 1 : weights[row];
            _active[row] = row;
        }

        _apart = new double[(long)points.Rows * (points.Rows - 1) / 2];
        Parallel.For(1, points.Rows, new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken }, row =>
        {
            for (var other = 0; other < row; other++)
            {
                _apart[Place(other, row)] = Math.Sqrt(Distance.Squared(points.Row(row), points.Row(other)));
            }
        });
    }

    /// <summary>Builds the tree.</summary>
    /// <param name="points">The rows.</param>
    /// <param name="weights">Points that each row stands for; empty for one each.</param>
    /// <param name="linkage">Average or complete.</param>
    /// <param name="maximumThreads">Upper bound of threads for the distances.</param>
    /// <param name="cancellationToken">Stops between merges.</param>
    public static Dendrogram Build(PointTable points, ReadOnlySpan<double> weights, Linkage linkage, int maximumThreads, CancellationToken cancellationToken)
    {
        var tree = new LinkageTree(points, weights, linkage, maximumThreads, cancellationToken);
        var merges = new List<Merge>(points.Rows - 1);
        var chain = new List<int>();
        while (tree._count > 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                chain.Add(tree._active[0]);
            }

            var last = chain[^1];
            var before = chain.Count > 1 ? chain[^2] : -1;
            var (nearest, apart) = tree.Nearest(last, before);
            if (nearest != before)
            {
                chain.Add(nearest);
                continue;
            }

            chain.RemoveRange(chain.Count - 2, 2);
            merges.Add(new Merge(Math.Min(last, before), Math.Max(last, before), apart));
            tree.Join(Math.Min(last, before), Math.Max(last, before));
        }

        return Dendrogram.Of(points.Rows, merges);
    }

    private (int Cluster, double Apart) Nearest(int cluster, int before)
    {
        var (nearest, least) = before < 0 ? (-1, double.PositiveInfinity) : (before, _apart[Place(cluster, before)]);
        for (var i = 0; i < _count; i++)
        {
            var other = _active[i];
            if (other != cluster && _apart[Place(cluster, other)] is var apart && (apart < least || nearest < 0))
            {
                (nearest, least) = (other, apart);
            }
        }

        return (nearest, least);
    }

    private void Join(int first, int second)
    {
        var total = _sizes[first] + _sizes[second];
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            var other = _active[i];
            if (other == second)
            {
                continue;
            }

            _active[kept++] = other;
            if (other != first)
            {
                var (a, b) = (_apart[Place(first, other)], _apart[Place(second, other)]);
                _apart[Place(first, other)] = _linkage == Linkage.Complete ? Math.Max(a, b) : ((_sizes[first] * a) + (_sizes[second] * b)) / total;
            }
        }

        _count = kept;
        _sizes[first] = total;
    }

    private static long Place(int a, int b)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        return ((long)high * (high - 1) / 2) + low;
    }
}
