using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering.Density;

/// <summary>HDBSCAN: DBSCAN at all radii at once; the clusters that last longest are kept.</summary>
/// <remarks>
/// Campello, Moulavi and Sander (2013); exact, with memory linear in the points. Never all points in one cluster: data in which nothing parts are refused with the reason. Further points go to the cluster of
/// the row nearest by mutual reachability; when noise is left unassigned, one farther than the cluster's own points hang together is noise. No label is invented.
/// </remarks>
public sealed class HdbscanClusterer : Clusterer<HdbscanOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public HdbscanClusterer(HdbscanOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "hdbscan";

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var (size, samples) = (Options.ClusterSizeOf(points.Rows), Options.SamplesOf(points.Rows));
        if (points.Rows < Math.Max(2 * size, samples))
        {
            throw new ProblemException(ClusteringProblems.NoDensity(Name, $"{points.Rows} points cannot part into two clusters of {size}"));
        }

        var tree = new BlockTree(points.Values, points.Dimensions);
        var core = CoreDistances.Squared(tree, points, samples, Options.MaximumThreads, cancellationToken);
        var condensed = CondensedTree.Of(points.Rows, ReachabilityTree.Edges(tree, points.Values, core, cancellationToken), size);
        var nodes = condensed.Select(Options.Leaves);
        int[] clusters = [.. nodes.Where(node => node >= 0).Distinct().Order()];
        if (clusters.Length == 0)
        {
            throw new ProblemException(ClusteringProblems.NoDensity(Name, $"the points nowhere part into two groups of {size} or more"));
        }

        var groups = Array.ConvertAll(nodes, node => node < 0 ? Partition.Noise : Array.BinarySearch(clusters, node));
        var anchors = groups.ToArray();
        if (Options.Noise == NoiseRule.Nearest)
        {
            NoiseAssignment.ToNearest(points, tree, groups, anchors, core, core);
        }

        var built = PartitionBuilder.Of(points, groups, clusters.Length);
        var numbers = new int[clusters.Length];
        for (var number = 0; number < numbers.Length; number++)
        {
            numbers[built.Order[number]] = number;
        }

        var reaches = Options.Noise == NoiseRule.Nearest ? [] : Array.ConvertAll(built.Order, group => condensed.Reach[clusters[group]]);
        var rule = new NearestRowRule(points.Values, points.Dimensions, Array.ConvertAll(anchors, group => group < 0 ? Partition.Noise : numbers[group]), core, samples, reaches);
        return built.Partition(Name, 1, true, rule);
    }
}
