using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>k-means: k groups with the least sum of squared distances to their means, as good as several starts find.</summary>
/// <remarks>
/// MacQueen (1967) and Lloyd (1982); starts by k-means++, each run to an exact local optimum by Lloyd's iteration with Hamerly's bounds and then by Hartigan's single moves; of many rows the starts run on a sample. Ties go to the lowest cluster number; an
/// empty cluster takes the row farthest from its centre; clusters are numbered by <see cref="ClusterOrder"/>. The result is the same for any number of threads.
/// </remarks>
public sealed class KMeansClusterer : Clusterer<KMeansOptions>
{
    private const int TieRounds = 10;
    private const double SampledTolerance = 1e-4;
    private const int FewestStarts = 10;

    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public KMeansClusterer(KMeansOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => Options.Start == KMeansStart.Oversampled ? "kmeans-parallel" : "kmeans";

    private protected override int LeastRows => Options.Clusters;

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var oversampled = Options.Start == KMeansStart.Oversampled;
        var sample = oversampled ? points : RowSample.Take(points, Math.Max(Options.SampleRows, 100 * Options.Clusters), Options.Seed);
        var relative = Options.Tolerance ?? (sample.Rows < points.Rows || (oversampled && points.Rows > 2L * Options.SampleRows) ? SampledTolerance : 0);
        var tolerance = relative == 0 ? 0 : relative * PointVariance.Mean(points, Options.MaximumThreads);
        var centres = oversampled ? BestOversampled(points, tolerance, cancellationToken) : BestStart(sample, sample.Rows < points.Rows ? FewestStarts : StartsFor(points.Rows), tolerance, cancellationToken);
        if (centres.Length < Options.Clusters * points.Dimensions && (oversampled || sample.Rows < points.Rows))
        {
            centres = BestStart(points, StartsFor(points.Rows), tolerance, cancellationToken);
        }

        var distinct = centres.Length / points.Dimensions;
        if (distinct < Options.Clusters)
        {
            throw new ProblemException(ClusteringProblems.TooFewDistinct(Options.Clusters, distinct));
        }

        return Finish(points, centres, tolerance, cancellationToken);
    }

    private static int StartsFor(int rows) => Math.Clamp(400_000 / rows, FewestStarts, 100);

    /// <summary>The centres of the start that ends with the least inertia; fewer than asked when too few rows differ.</summary>
    private double[] BestStart(PointTable points, int unlessSet, double tolerance, CancellationToken cancellationToken)
    {
        var starts = new (double[] Centres, double Inertia)[Options.Restarts > 0 ? Options.Restarts : unlessSet];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.MaximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, starts.Length, parallel, start =>
        {
            var random = SplitMix64.ForStream(Options.Seed, (ulong)start);
            var centres = KMeansSeeding.Draw(points, Options.Clusters, ref random);
            if (centres.Length < Options.Clusters * points.Dimensions)
            {
                starts[start] = (centres, double.PositiveInfinity);
                return;
            }

            starts[start] = (centres, Optimum(points, centres, tolerance, cancellationToken));
        });
        var best = 0;
        for (var start = 1; start < starts.Length; start++)
        {
            best = starts[start].Inertia < starts[best].Inertia ? start : best;
        }

        return starts[best].Centres;
    }

    /// <summary>The best of the starts over all rows, one after the other since each uses all threads; a single one goes on from its seeds.</summary>
    private double[] BestOversampled(PointTable points, double tolerance, CancellationToken cancellationToken)
    {
        var (best, least) = (Array.Empty<double>(), double.PositiveInfinity);
        for (var start = 0; start < Math.Max(Options.Restarts, 1); start++)
        {
            var seed = SplitMix64.ForStream(Options.Seed, (ulong)start).NextUInt64();
            var centres = OversampledSeeding.Draw(points, Options.Clusters, seed, new ChunkedRows(points.Rows, Options.MaximumThreads, cancellationToken));
            if (centres.Length < Options.Clusters * points.Dimensions || Options.Restarts <= 1)
            {
                return centres;
            }

            var inertia = Optimum(points, centres, tolerance, cancellationToken);
            (best, least) = inertia < least ? (centres, inertia) : (best, least);
        }

        return best;
    }

    /// <summary>Moves centres to a local optimum and returns its inertia.</summary>
    private double Optimum(PointTable points, double[] centres, double tolerance, CancellationToken cancellationToken)
    {
        var run = new Lloyd(points, centres, 1, cancellationToken);
        run.Run(Options.MaximumIterations, tolerance);
        if (tolerance == 0)
        {
            Hartigan.Improve(points, centres, run.Labels, run.Sizes, Options.MaximumIterations, cancellationToken);
        }

        return run.Settle([.. Enumerable.Range(0, Options.Clusters)], out _);
    }

    /// <summary>Goes on from the best start over all rows, numbers the clusters and labels every row by its nearest centre.</summary>
    private Partition Finish(PointTable points, double[] centres, double tolerance, CancellationToken cancellationToken)
    {
        var run = new Lloyd(points, centres, Options.MaximumThreads, cancellationToken);
        double inertia;
        int iterations = 0, attempt = 0, changes;
        do
        {
            // A row exactly between two centres goes to the lower number: when the numbering moved it, the fit goes on from there.
            run.Run(Options.MaximumIterations - iterations, tolerance);
            iterations += run.Iterations;
            inertia = run.Settle(ClusterOrder.Of(run.Sizes, run.Centres), out changes);
        }
        while (changes > 0 && run.Converged && tolerance == 0 && ++attempt < TieRounds && iterations < Options.MaximumIterations);

        var sizes = new long[Options.Clusters];
        foreach (var label in run.Labels)
        {
            sizes[label]++;
        }

        return new Partition(Name, run.Labels, Options.Clusters, run.Centres, sizes, inertia, iterations, run.Converged, new NearestCentreRule(run.Centres, Options.Clusters));
    }
}
