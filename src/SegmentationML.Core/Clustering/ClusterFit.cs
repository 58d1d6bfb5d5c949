namespace SegmentationML.Core.Clustering;

/// <summary>Everything that a fit gives.</summary>
/// <param name="Model">What scoring needs.</param>
/// <param name="Points">The prepared training rows in key order, inactive ones left out, for scores and plots.</param>
/// <param name="Partition">The groups, labels in key order.</param>
/// <param name="Labels">Label per row in the caller's order; -1 for noise, -2 for an inactive row.</param>
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
        var (fitted, points) = Prepare(table, preparation, maximumThreads);
        return Of(table, fitted, points, clusterer.Fit(points, cancellationToken));
    }

    /// <summary>Learns the preparation from the rows that are not inactive, and prepares them.</summary>
    /// <param name="table">The features.</param>
    /// <param name="preparation">How to prepare them.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    public static (FittedPreparation Preparation, PointTable Points) Prepare(FeatureTable table, PreparationOptions preparation, int maximumThreads = -1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(preparation);
        var active = FittedPreparation.ActiveRows(table, preparation);
        if (active.Length == 0)
        {
            throw new ProblemException(ClusteringProblems.NoneActive(string.Join(", ", table.Names)));
        }

        var rows = active.Length == table.Rows ? table : table.Only(active);
        var fitted = FittedPreparation.Fit(rows, preparation, maximumThreads);
        return (fitted, fitted.Apply(rows, maximumThreads));
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
        ArgumentNullException.ThrowIfNull(preparation);
        var labels = new int[table.Rows];
        Array.Fill(labels, Partition.Inactive);
        var active = preparation.ActiveRows(table);
        for (var position = 0; position < active.Length; position++)
        {
            labels[table.RowAt(active[position])] = partition.Labels[position];
        }

        return new ClusterFit(new ClusterModel(partition.Method, preparation, partition.Clusters, partition.Centres, partition.Sizes, partition.Inertia, partition.Rule), points, partition, labels);
    }
}
