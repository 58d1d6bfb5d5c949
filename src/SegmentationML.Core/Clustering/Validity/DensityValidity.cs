using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Validity;

/// <summary>DBCV: whether clusters of any shape are denser within than between, in [-1, 1]; higher is better.</summary>
/// <remarks>
/// Moulavi, Jaskowiak, Campello, Zimek and Sander (2014), SDM, 839-847. All-points core distance ((mean over the others of distance^-dimensions))^(-1 / dimensions), spanning tree of each cluster under mutual
/// reachability; sparseness DSC is its greatest edge between inner nodes, separation DSPC the least reachability between inner nodes of two clusters; V = (min DSPC - DSC) / max of both, weighed by share of all
/// points, noise included. Euclidean distances, as R's dbscan takes them (the first program squared them). Clusters of less than three points, and one that has no other of at least three beside it, count 0; equal points are seen once.
/// </remarks>
public static class DensityValidity
{
    /// <summary>Measures a partition: quadratic in the points.</summary>
    /// <param name="points">The points; give a sample of many.</param>
    /// <param name="labels">One label a point, from 0; -1 is noise; at least two clusters in use.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="cancellationToken">Stops between clusters.</param>
    public static DensityValidityResult Of(PointTable points, ReadOnlySpan<int> labels, int clusters, CancellationToken cancellationToken = default)
    {
        var groups = LabelGroups.Of(points, labels, clusters);
        var parts = new DensityCluster?[clusters];
        Parallel.For(0, clusters, new ParallelOptions { CancellationToken = cancellationToken }, c => parts[c] = groups.Sizes[c] < 3 ? null : new DensityCluster(points, Distinct(points, groups.Members(c))));
        var separation = new double[clusters * clusters];
        Parallel.For(0, separation.Length, new ParallelOptions { CancellationToken = cancellationToken }, pair =>
        {
            var (a, b) = (parts[pair / clusters], parts[pair % clusters]);
            separation[pair] = a is null || b is null || pair / clusters == pair % clusters ? double.PositiveInfinity : a.Reach(b);
        });
        var values = new double[clusters];
        var sum = 0.0;
        for (var c = 0; c < clusters; c++)
        {
            var least = separation.AsSpan(c * clusters, clusters).ToArray().Min();
            var sparse = parts[c]?.Sparseness ?? 0;
            var greater = Math.Max(least, sparse);
            values[c] = parts[c] is null || !(greater > 0) || double.IsPositiveInfinity(least) ? 0 : (least - sparse) / greater;
            sum += values[c] * groups.Sizes[c] / points.Rows;
        }

        return new DensityValidityResult(sum, values);
    }

    private static int[] Distinct(PointTable points, ReadOnlySpan<int> rows)
    {
        var sorted = rows.ToArray();
        Array.Sort(sorted, (a, b) => points.Row(a).SequenceCompareTo(points.Row(b)) is not 0 and var order ? order : a.CompareTo(b));
        return [.. sorted.Where((row, i) => i == 0 || !points.Row(row).SequenceEqual(points.Row(sorted[i - 1])))];
    }

    /// <summary>Core distances, spanning tree and inner nodes of one cluster.</summary>
    private sealed class DensityCluster
    {
        private readonly PointTable _points;
        private readonly int[] _inner;
        private readonly double[] _innerCore;

        public DensityCluster(PointTable points, int[] rows)
        {
            _points = points;
            var core = Core(points, rows);
            var edges = Tree(points, rows, core);
            var degree = new int[rows.Length];
            foreach (var (from, to, _) in edges)
            {
                degree[from]++;
                degree[to]++;
            }

            int[] inner = [.. Enumerable.Range(0, rows.Length).Where(i => degree[i] > 1)];
            var among = edges.Where(edge => degree[edge.From] > 1 && degree[edge.To] > 1).Select(edge => edge.Length).ToArray();
            Sparseness = among.Length > 0 ? among.Max() : edges.Length > 0 ? edges.Max(edge => edge.Length) : 0;
            inner = inner.Length > 0 ? inner : [.. Enumerable.Range(0, rows.Length)];
            _inner = [.. inner.Select(i => rows[i])];
            _innerCore = [.. inner.Select(i => core[i])];
        }

        public double Sparseness { get; }

        public double Reach(DensityCluster other)
        {
            var least = double.PositiveInfinity;
            for (var i = 0; i < _inner.Length; i++)
            {
                for (var j = 0; j < other._inner.Length; j++)
                {
                    var core = Math.Max(_innerCore[i], other._innerCore[j]);
                    least = core < least ? Math.Min(least, Math.Max(core, Math.Sqrt(Distance.Squared(_points.Row(_inner[i]), _points.Row(other._inner[j]))))) : least;
                }
            }

            return least;
        }

        private static double[] Core(PointTable points, int[] rows)
        {
            var core = new double[rows.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                var sum = 0.0;
                for (var j = 0; j < rows.Length; j++)
                {
                    sum += i == j ? 0 : Math.Pow(Distance.Squared(points.Row(rows[i]), points.Row(rows[j])), -0.5 * points.Dimensions);
                }

                core[i] = rows.Length == 1 ? 0 : Math.Pow(sum / (rows.Length - 1), -1.0 / points.Dimensions);
            }

            return core;
        }

        private static (int From, int To, double Length)[] Tree(PointTable points, int[] rows, double[] core)
        {
            var edges = new (int From, int To, double Length)[rows.Length - 1];
            var key = new double[rows.Length];
            var from = new int[rows.Length];
            var joined = new bool[rows.Length];
            Array.Fill(key, double.PositiveInfinity);
            joined[0] = true;
            for (var (last, e) = (0, 0); e < edges.Length; e++)
            {
                var next = -1;
                for (var i = 0; i < rows.Length; i++)
                {
                    if (!joined[i])
                    {
                        var reach = Math.Max(Math.Max(core[i], core[last]), Math.Sqrt(Distance.Squared(points.Row(rows[i]), points.Row(rows[last]))));
                        (key[i], from[i]) = reach < key[i] ? (reach, last) : (key[i], from[i]);
                        next = next < 0 || key[i] < key[next] ? i : next;
                    }
                }

                edges[e] = (from[next], next, key[next]);
                joined[next] = true;
                last = next;
            }

            return edges;
        }
    }
}
