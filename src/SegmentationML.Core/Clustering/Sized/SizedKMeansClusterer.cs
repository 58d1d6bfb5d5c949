using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Sized;

/// <summary>k-means with a least and a greatest size of the clusters, or with rows that must or must not share one.</summary>
/// <remarks>
/// Bradley, Bennett and Demiriz (2000): assignment and means in turn until the objective stops. Each assignment is exact at any number of rows, and proven by its dual bound. Starts from the centres of k-means.
/// Further points go to the nearest centre whatever the sizes: a small batch could not meet them.
/// </remarks>
public sealed class SizedKMeansClusterer : Clusterer<SizedKMeansOptions>
{
    private const double LeastImprovement = 1e-9;

    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public SizedKMeansClusterer(SizedKMeansOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "sized-kmeans";

    private protected override int LeastRows => Options.Clusters;

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken) => Fit(points, out _, cancellationToken);

    /// <summary>Fits and proves the last assignment.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="gap">(cost - dual bound) / cost of the last assignment by sizes: no assignment to these centres is better by more than this share; 0 up to rounding. NaN with links.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public Partition Fit(PointTable points, out double gap, CancellationToken cancellationToken = default)
    {
        Check(points);
        RefuseSizes(points.Rows);
        var start = new KMeansClusterer(new KMeansOptions { Clusters = Options.Clusters, Seed = Options.Seed, MaximumThreads = Options.MaximumThreads }).Fit(points, cancellationToken);
        var links = Options.Linked ? new LinkedAssignment(points.Rows, Options.Clusters, Options.MustLink, Options.CannotLink, Options.RowNames) : null;
        var (labels, centres, least) = (Array.Empty<int>(), start.Centres, double.PositiveInfinity);
        gap = double.NaN;
        var iterations = 0;
        for (var improves = true; improves && iterations < Options.MaximumIterations; iterations++)
        {
            var cost = Costs(points, centres);
            var assigned = links is null ? Sized(cost, points.Rows, out gap, cancellationToken) : links.Solve(cost, cancellationToken);
            var means = Means(points, assigned, centres);
            var inertia = Inertia(points, assigned, means);
            improves = inertia < least * (1 - LeastImprovement);
            (labels, centres, least) = inertia < least ? (assigned, means, inertia) : (labels, centres, least);
        }

        var built = PartitionBuilder.Of(points, labels, Options.Clusters);
        return built.Partition(Name, iterations, iterations < Options.MaximumIterations, new NearestCentreRule(built.Centres, built.Clusters));
    }

    private void RefuseSizes(int rows)
    {
        var (least, most) = (Options.MinimumOf(rows), Options.MaximumOf(rows));
        if ((long)least * Options.Clusters > rows)
        {
            throw new ProblemException(ClusteringProblems.Sizes($"{Options.Clusters} clusters of at least {least} rows need {(long)least * Options.Clusters}, there are {rows}"));
        }

        if ((long)most * Options.Clusters < rows)
        {
            throw new ProblemException(ClusteringProblems.Sizes($"{Options.Clusters} clusters of at most {most} rows hold {(long)most * Options.Clusters} of {rows}"));
        }
    }

    private int[] Sized(double[] cost, int rows, out double gap, CancellationToken cancellationToken)
    {
        var solution = SizedAssignment.Solve(cost, Options.Clusters, Math.Max(Options.MinimumOf(rows), 1), Options.MaximumOf(rows), cancellationToken);
        gap = solution.Cost > 0 ? Math.Max(solution.Cost - solution.Bound, 0) / solution.Cost : 0;
        return solution.Labels;
    }

    private double[] Costs(PointTable points, double[] centres)
    {
        var cost = new double[(long)points.Rows * Options.Clusters];
        new ChunkedRows(points.Rows, Options.MaximumThreads, CancellationToken.None).ForEach((_, from, to) =>
        {
            for (var row = from; row < to; row++)
            {
                for (var c = 0; c < Options.Clusters; c++)
                {
                    cost[(row * Options.Clusters) + c] = Distance.Squared(points.Row(row), centres.AsSpan(c * points.Dimensions, points.Dimensions));
                }
            }
        });
        return cost;
    }

    /// <summary>Means of the clusters; one that lost all rows to links keeps its centre.</summary>
    private double[] Means(PointTable points, int[] labels, double[] before)
    {
        var means = new double[before.Length];
        var sizes = new long[Options.Clusters];
        for (var row = 0; row < labels.Length; row++)
        {
            sizes[labels[row]]++;
            for (var d = 0; d < points.Dimensions; d++)
            {
                means[(labels[row] * points.Dimensions) + d] += points.Values[(row * points.Dimensions) + d];
            }
        }

        for (var i = 0; i < means.Length; i++)
        {
            means[i] = sizes[i / points.Dimensions] == 0 ? before[i] : means[i] / sizes[i / points.Dimensions];
        }

        return means;
    }

    private static double Inertia(PointTable points, int[] labels, double[] centres)
    {
        var sum = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            sum += Distance.Squared(points.Row(row), centres.AsSpan(labels[row] * points.Dimensions, points.Dimensions));
        }

        return sum;
    }
}
