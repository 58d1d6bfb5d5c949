using SegmentationML.Core.Clustering.Hierarchical;
using SegmentationML.Core.Clustering.Spatial;
using SegmentationML.Core.Clustering.Validity;

namespace SegmentationML.Core.Clustering.Density;

/// <summary>DBSCAN: clusters are what chains of core points reach; a core point has enough points within its radius.</summary>
/// <remarks>
/// Ester, Kriegel, Sander and Xu (1996), KDD, 226-231. A neighbourhood counts the point itself. A border point goes to that cluster in its radius whose first core point comes first in key order. Further points
/// belong to the cluster of the nearest core point; beyond its radius they are noise when noise is left unassigned.
/// </remarks>
public sealed class DbscanClusterer : Clusterer<DbscanOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public DbscanClusterer(DbscanOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "dbscan";

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var least = Options.MinimumPoints > 0 ? Options.MinimumPoints : Math.Max(4, 2 * points.Dimensions);
        var tree = new BlockTree(points.Values, points.Dimensions);
        var core = CoreDistances.Squared(tree, points, least, Options.MaximumThreads, cancellationToken);
        var radius = Options.Radius > 0 ? Options.Radius : KneeRadius(core);
        var squaredRadius = radius * radius;
        bool[] isCore = [.. core.Select(squared => squared <= squaredRadius)];
        if (!isCore.Contains(true))
        {
            throw new ProblemException(ClusteringProblems.NoDensity(Name, $"no point has {least} points within {radius}"));
        }

        var groups = Groups(points, tree, isCore, squaredRadius, cancellationToken);
        var count = DropSmall(groups, isCore, Options.MinimumClusterSize > 0 ? Options.MinimumClusterSize : Math.Clamp((int)Math.Sqrt(points.Rows), 5, 100));
        if (count == 0)
        {
            throw new ProblemException(ClusteringProblems.NoDensity(Name, "every cluster is smaller than the least size"));
        }

        return Built(points, tree, isCore, groups, count, radius);
    }

    /// <summary>The distance at which the sorted distances lie farthest below the line between their ends; the greatest when all are equal.</summary>
    private static double KneeRadius(double[] squaredCore)
    {
        double[] ascending = [.. squaredCore.Select(Math.Sqrt).Order()];
        var below = Kneedle.Differences(ascending, KneedleShape.ConvexIncreasing);
        return below.Length == 0 ? ascending[^1] : ascending[Array.IndexOf(below, below.Max())];
    }

    private static int[] Groups(PointTable points, BlockTree tree, bool[] isCore, double squaredRadius, CancellationToken cancellationToken)
    {
        var joined = new RowGroups(points.Rows);
        var borders = new Dictionary<int, List<int>>();
        var search = new NeighbourSearch(tree);
        var neighbours = new List<int>();
        for (var row = 0; row < points.Rows; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isCore[row])
            {
                borders[row] = [];
            }

            search.Within(points.Row(row), squaredRadius, neighbours);
            foreach (var neighbour in neighbours.Where(neighbour => isCore[neighbour]))
            {
                if (isCore[row])
                {
                    joined.Join(row, neighbour);
                }
                else
                {
                    borders[row].Add(neighbour);
                }
            }
        }

        var numbers = new Dictionary<int, int>();
        var groups = new int[points.Rows];
        for (var row = 0; row < groups.Length; row++)
        {
            var representative = isCore[row] ? joined.Of(row) : borders[row].Count == 0 ? -1 : borders[row].Min(joined.Of);
            if (representative >= 0 && !numbers.ContainsKey(representative))
            {
                numbers[representative] = numbers.Count;
            }

            groups[row] = representative < 0 ? Partition.Noise : numbers[representative];
        }

        return groups;
    }

    /// <summary>Makes noise of small clusters, renumbers the others and counts them.</summary>
    private static int DropSmall(int[] groups, bool[] isCore, int least)
    {
        int[] kept = [.. groups.Where(group => group >= 0).GroupBy(group => group).Where(group => group.Count() >= least).Select(group => group.Key).Order()];
        for (var row = 0; row < groups.Length; row++)
        {
            groups[row] = groups[row] < 0 ? Partition.Noise : Math.Max(Array.BinarySearch(kept, groups[row]), Partition.Noise);
            isCore[row] &= groups[row] >= 0;
        }

        return kept.Length;
    }

    private Partition Built(PointTable points, BlockTree tree, bool[] isCore, int[] groups, int count, double radius)
    {
        if (Options.Noise == NoiseRule.Nearest)
        {
            NoiseAssignment.ToNearest(points, tree, groups, [.. groups.Select((group, row) => isCore[row] ? group : Partition.Noise)], [], []);
        }

        var built = PartitionBuilder.Of(points, groups, count);
        int[] cores = [.. Enumerable.Range(0, points.Rows).Where(row => isCore[row])];
        double[] reaches = Options.Noise == NoiseRule.Nearest ? [] : [.. Enumerable.Repeat(radius, built.Clusters)];
        var rule = new NearestRowRule(points.Only(cores).Values, points.Dimensions, [.. cores.Select(row => built.Labels[row])], [], 0, reaches);
        return built.Partition(Name, 1, true, rule);
    }
}
