using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Medoids;

/// <summary>k-medoids: k rows that stand for the others with the least sum of dissimilarities; each cluster has a member that can be shown.</summary>
/// <remarks>FasterPAM on all rows, or on samples of many rows with the sum over all rows deciding (CLARA: Kaufman and Rousseeuw 1990, chapter 3). Further points go to the nearest medoid.</remarks>
public sealed class KMedoidsClusterer : Clusterer<KMedoidsOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public KMedoidsClusterer(KMedoidsOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "kmedoids";

    private protected override int LeastRows => Options.Clusters;

    private protected override bool TakesLevels => Options.Dissimilarity is null or Dissimilarity.Gower;

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var kind = Options.Dissimilarity ?? (points.Categories is null ? Dissimilarity.Euclidean : Dissimilarity.Gower);
        var total = Options.TotalWeight > 0 ? Options.TotalWeight : points.Dimensions + (points.Categories?.Weights.Sum() ?? 0);
        var measure = new PointDissimilarity(kind, total, points.Categories);
        var medoids = Best(points, measure, out var passes, cancellationToken);
        var groups = Nearest(points, points.Only(medoids), measure, out _);
        RefuseEqual(groups, medoids.Length);
        var built = PartitionBuilder.Of(points, groups, medoids.Length);
        var chosen = points.Only([.. built.Order.Select(group => medoids[group])]);
        ScoringRule rule = kind == Dissimilarity.Euclidean
            ? new NearestCentreRule(chosen.Values, built.Clusters)
            : new NearestMedoidRule(chosen.Values, chosen.Categories, built.Clusters, kind, total);
        return built.Partition(Name, passes, true, rule);
    }

    private int[] Best(PointTable points, PointDissimilarity measure, out int passes, CancellationToken cancellationToken)
    {
        if (points.Rows <= Options.MaximumRows)
        {
            return FasterPam.Medoids(Apart(points, measure, cancellationToken), points.Rows, Options.Clusters, out passes, cancellationToken);
        }

        var (best, least) = (Array.Empty<int>(), double.PositiveInfinity);
        passes = 0;
        for (var sample = 0; sample < Options.Samples; sample++)
        {
            var rows = RowSample.Indices(points.Rows, Math.Max(Options.MaximumRows, Options.Clusters), Options.Seed + (ulong)sample);
            var among = points.Only(rows);
            var found = FasterPam.Medoids(Apart(among, measure, cancellationToken), rows.Length, Options.Clusters, out passes, cancellationToken);
            int[] medoids = [.. found.Select(row => rows[row])];
            Nearest(points, points.Only(medoids), measure, out var sum);
            (best, least) = sum < least ? (medoids, sum) : (best, least);
        }

        return best;
    }

    private double[] Apart(PointTable points, PointDissimilarity measure, CancellationToken cancellationToken)
    {
        var apart = new double[points.Rows * points.Rows];
        Parallel.For(0, points.Rows, new ParallelOptions { MaxDegreeOfParallelism = Options.MaximumThreads, CancellationToken = cancellationToken }, row =>
        {
            for (var other = 0; other < points.Rows; other++)
            {
                apart[(row * points.Rows) + other] = measure.Of(points, row, points, other);
            }
        });
        return apart;
    }

    /// <summary>The nearest medoid of each row, of equal ones the first, and the sum of the dissimilarities.</summary>
    private int[] Nearest(PointTable points, PointTable medoids, PointDissimilarity measure, out double sum)
    {
        var nearest = new int[points.Rows];
        var rows = new ChunkedRows(points.Rows, Options.MaximumThreads, CancellationToken.None);
        var sums = new double[rows.Chunks];
        rows.ForEach((chunk, from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                var least = double.PositiveInfinity;
                for (var m = 0; m < medoids.Rows; m++)
                {
                    var apart = measure.Of(points, row, medoids, m);
                    (nearest[row], least) = apart < least ? (m, apart) : (nearest[row], least);
                }

                sums[chunk] += least;
            }
        });
        sum = sums.Sum();
        return nearest;
    }

    private static void RefuseEqual(int[] groups, int clusters)
    {
        var used = groups.Distinct().Count();
        if (used < clusters)
        {
            throw new ProblemException(ClusteringProblems.TooFewDistinct(clusters, used));
        }
    }
}
