namespace SegmentationML.Core.Clustering;

/// <summary>Everything that a fit gives.</summary>
/// <param name="Model">What scoring needs.</param>
/// <param name="Points">The prepared training rows in key order, for scores and plots.</param>
/// <param name="Partition">The groups, labels in key order.</param>
/// <param name="Labels">Label per row in the caller's order.</param>
public sealed record ClusterFit(ClusterModel Model, PointTable Points, Partition Partition, int[] Labels)
{
    /// <summary>Prepares features, clusters them and keeps what scoring needs.</summary>
    /// <param name="table">The features.</param>
    /// <param name="preparation">How to prepare them.</param>
    /// <param name="clusterer">The method.</param>
    /// <param name="maximumThreads">Upper bound of threads of the preparation; -1 for as many as there are processors.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public static ClusterFit Of(FeatureTable table, PreparationOptions preparation, IClusterer clusterer, int maximumThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(clusterer);
        var fitted = FittedPreparation.Fit(table, preparation, maximumThreads);
        var points = fitted.Apply(table, maximumThreads);
        var partition = clusterer.Fit(points, cancellationToken);
        return Of(table, fitted, points, partition);
    }

    /// <summary>Wraps groups that were found on prepared points, such as those of a choice of the number of clusters.</summary>
    /// <param name="table">The features.</param>
    /// <param name="preparation">What was learnt about them.</param>
    /// <param name="points">The prepared rows, in key order.</param>
    /// <param name="partition">The groups of the points.</param>
    public static ClusterFit Of(FeatureTable table, FittedPreparation preparation, PointTable points, Partition partition)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(partition);
        var labels = new int[table.Rows];
        for (var position = 0; position < labels.Length; position++)
        {
            labels[table.RowAt(position)] = partition.Labels[position];
        }

        return new ClusterFit(new ClusterModel(partition.Method, preparation, partition.Clusters, partition.Centres, partition.Sizes, partition.Inertia), points, partition, labels);
    }
}
