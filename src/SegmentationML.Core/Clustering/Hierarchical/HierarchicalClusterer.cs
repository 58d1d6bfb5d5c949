using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>Hierarchical clustering: the two clusters nearest to each other are merged until one is left, and the tree is cut.</summary>
/// <remarks>Single linkage comes from the least spanning tree, Ward from centres, average and complete from all dissimilarities; of many rows in two stages. Further points belong to the cluster of the nearest row.</remarks>
public sealed class HierarchicalClusterer : Clusterer<HierarchicalOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public HierarchicalClusterer(HierarchicalOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => Options.Linkage.ToString().ToLowerInvariant();

    private protected override int LeastRows => Options.Clusters;

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
        => points.Rows > Options.ExactRows ? FitLandmarks(points, cancellationToken) : FitRows(points, cancellationToken);

    /// <summary>The whole tree of rows; refused beyond the rows that the exact way takes.</summary>
    /// <param name="points">Prepared points.</param>
    /// <param name="cancellationToken">Stops between merges.</param>
    public Dendrogram Tree(PointTable points, CancellationToken cancellationToken = default)
    {
        Check(points);
        return points.Rows > Options.ExactRows
            ? throw new ProblemException(ClusteringProblems.TooManyRows(Name, points.Rows, Options.ExactRows))
            : Tree(points, [], cancellationToken);
    }

    private Partition FitRows(PointTable points, CancellationToken cancellationToken)
    {
        var tree = Tree(points, [], cancellationToken);
        RefuseEqualRows(tree);
        var built = PartitionBuilder.Of(points, tree.Cut(Options.Clusters), Options.Clusters);
        return built.Partition(Name, 1, true, new NearestRowRule(points.Values, points.Dimensions, built.Labels, [], 0, []));
    }

    /// <summary>Small groups by k-means, then their tree.</summary>
    private Partition FitLandmarks(PointTable points, CancellationToken cancellationToken)
    {
        var landmarks = Math.Max(Options.Landmarks, Options.Clusters);
        var groups = new KMeansClusterer(new KMeansOptions
        {
            Clusters = landmarks,
            Restarts = 1,
            MaximumIterations = 20,
            Tolerance = 1e-3,
            SampleRows = 10 * landmarks,
            Seed = Options.Seed,
            MaximumThreads = Options.MaximumThreads,
        }).Fit(points, cancellationToken);
        var tree = Tree(new PointTable(groups.Centres, points.Dimensions), Array.ConvertAll(groups.Sizes, size => (double)size), cancellationToken);
        RefuseEqualRows(tree);
        var cut = tree.Cut(Options.Clusters);
        var built = PartitionBuilder.Of(points, Array.ConvertAll(groups.Labels, label => cut[label]), Options.Clusters);
        var numbers = new int[Options.Clusters];
        for (var number = 0; number < built.Order.Length; number++)
        {
            numbers[built.Order[number]] = number;
        }

        return built.Partition(Name, 1, true, new NearestRowRule(groups.Centres, points.Dimensions, Array.ConvertAll(cut, group => numbers[group]), [], 0, []));
    }

    private Dendrogram Tree(PointTable points, double[] weights, CancellationToken cancellationToken) => Options.Linkage switch
    {
        _ when points.Rows == 1 => new Dendrogram(1, []),
        Linkage.Single => SingleTree(points, cancellationToken),
        Linkage.Ward => WardTree.Build(points, weights, cancellationToken),
        _ => LinkageTree.Build(points, weights, Options.Linkage, Options.MaximumThreads, cancellationToken),
    };

    private static Dendrogram SingleTree(PointTable points, CancellationToken cancellationToken)
        => Dendrogram.Of(points.Rows, ReachabilityTree.Edges(new BlockTree(points.Values, points.Dimensions), points.Values, [], cancellationToken)
            .Select(edge => new Merge(Math.Min(edge.From, edge.To), Math.Max(edge.From, edge.To), Math.Sqrt(edge.Squared))));

    /// <summary>A cut below height zero would part rows that are equal.</summary>
    private void RefuseEqualRows(Dendrogram tree)
    {
        var equal = tree.Merges.Count(merge => merge.Height == 0);
        if (Options.Clusters > tree.Rows - equal)
        {
            throw new ProblemException(ClusteringProblems.TooFewDistinct(Options.Clusters, tree.Rows - equal));
        }
    }
}
