namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Chooses the number of clusters from a range by one named score.</summary>
public static class ClusterCountChooser
{
    private const string TooFewRows = "SEG-CLUS-007";
    private const string TooFewDistinct = "SEG-CLUS-008";

    /// <summary>Fits every number of the range and keeps the best.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="options">Range and score.</param>
    /// <param name="clusterer">Makes the method for a number of clusters.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public static ClusterCountChoice Choose(PointTable points, ClusterCountOptions options, Func<int, IClusterer> clusterer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clusterer);
        ProblemException.ThrowIfAny(options.Validate());
        var rows = new List<ClusterCountRow>();
        Partition? best = null;
        var bestValue = double.NegativeInfinity;
        for (var clusters = options.Minimum; clusters <= options.Maximum; clusters++)
        {
            Partition partition;
            try
            {
                partition = clusterer(clusters).Fit(points, cancellationToken);
            }
            catch (ProblemException refused) when (best is not null && refused.Problems.All(problem => problem.Code is TooFewRows or TooFewDistinct))
            {
                break;
            }

            rows.Add(Row(points, partition, options, cancellationToken));
            var value = Value(rows[^1], options.Criterion);
            if (best is null || value > bestValue)
            {
                (best, bestValue) = (partition, value);
            }
        }

        return new ClusterCountChoice(best!.Clusters, options.Criterion, rows, best);
    }

    private static ClusterCountRow Row(PointTable points, Partition partition, ClusterCountOptions options, CancellationToken cancellationToken)
        => new(
            partition.Clusters,
            ClusterScores.Of(points, partition.Labels, partition.Clusters),
            Silhouette.Simplified(points, partition.Labels, partition.Clusters).Mean,
            options.Criterion == ClusterCountCriterion.SampledSilhouette
                ? Silhouette.Sampled(points, partition.Labels, partition.Clusters, options.SilhouetteSample, options.Seed, cancellationToken).Mean
                : double.NaN);

    /// <summary>The score that decides, the greater the better; a score that is not defined never wins.</summary>
    private static double Value(in ClusterCountRow row, ClusterCountCriterion criterion)
    {
        var value = criterion switch
        {
            ClusterCountCriterion.SampledSilhouette => row.SampledSilhouette,
            ClusterCountCriterion.CalinskiHarabasz => row.Scores.CalinskiHarabasz,
            ClusterCountCriterion.DaviesBouldin => -row.Scores.DaviesBouldin,
            _ => row.SimplifiedSilhouette,
        };
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }
}
