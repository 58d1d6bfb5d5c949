namespace SegmentationML.Core.Clustering;

/// <summary>A fitted clustering: plain numbers, to be stored by others and used again.</summary>
/// <param name="Method">Name of the method that found the clusters.</param>
/// <param name="Preparation">The learnt preparation.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Centres">Mean of each cluster, shape (clusters x dimensions), in prepared units.</param>
/// <param name="Sizes">Training rows per cluster.</param>
/// <param name="Inertia">Sum of squared distances of the training rows to the means of their clusters.</param>
/// <param name="Rule">How rows are labelled.</param>
public sealed record ClusterModel(string Method, FittedPreparation Preparation, int Clusters, double[] Centres, long[] Sizes, double Inertia, ScoringRule Rule)
{
    private const int Chunk = 4096;

    /// <summary>Labels rows by the rule of the fit; never with a label that the fit did not know. Rows at zero in every feature treated for zeros are <see cref="Partition.Inactive"/>.</summary>
    /// <param name="table">The features of the fit, in its order.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public ClusterAssignments Score(FeatureTable table, int maximumThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var active = Preparation.ActiveRows(table);
        var result = ClusterAssignments.Outside(table.Rows, Partition.Inactive);
        if (active.Length == 0)
        {
            return result;
        }

        var all = active.Length == table.Rows;
        var points = Preparation.Apply(all ? table : table.Only(active), maximumThreads);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (points.Rows + Chunk - 1) / Chunk, parallel, Rule.Scorer, (chunk, _, scorer) =>
        {
            for (var position = chunk * Chunk; position < Math.Min((chunk + 1) * Chunk, points.Rows); position++)
            {
                result.Set(table.RowAt(active[position]), scorer.Score(points, position));
            }

            return scorer;
        }, _ => { });
        return result;
    }
}
