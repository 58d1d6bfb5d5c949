using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>A mixture of normal distributions: clusters of different size, spread and direction, with probabilities.</summary>
/// <remarks>Starts from the groups of k-means; the shape of the components is chosen by BIC unless it is set.</remarks>
public sealed class GaussianMixtureClusterer : Clusterer<GaussianMixtureOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public GaussianMixtureClusterer(GaussianMixtureOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "gmm";

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken) => Fit(points, out _, cancellationToken);

    /// <summary>Fits and tells how well.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="scores">BIC and ICL.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public Partition Fit(PointTable points, out MixtureScores scores, CancellationToken cancellationToken = default)
    {
        Check(points);
        var start = new KMeansClusterer(new KMeansOptions { Clusters = Options.Clusters, Restarts = Options.Restarts, Seed = Options.Seed, MaximumThreads = Options.MaximumThreads }).Fit(points, cancellationToken);
        // Rows that are all equal still need a width.
        var floor = Math.Max(Options.Regularisation * PointVariance.Mean(points, Options.MaximumThreads), 1e-300);
        MixtureFit? best = null;
        foreach (var full in Shapes(points.Dimensions))
        {
            var fit = new MixtureFit(points, Options.Clusters, full, floor, Options.MaximumThreads, cancellationToken);
            fit.Run(start.Labels, Options.MaximumIterations, Options.Tolerance);
            best = best is null || Score(fit) < Score(best) ? fit : best;
        }

        scores = new MixtureScores(best!.Full ? Covariance.Full : Covariance.Diagonal, best.LogLikelihood, best.Bic, best.Icl, best.Parameters);
        var groups = Groups(points, best.Rule([.. Enumerable.Range(0, Options.Clusters)]));
        var built = PartitionBuilder.Of(points, groups, Options.Clusters);
        return built.Partition(Name, best.Iterations, best.Converged, best.Rule(built.Order));
    }

    private double Score(MixtureFit fit) => Options.Covariance == Covariance.BestIcl ? fit.Icl : fit.Bic;

    private IEnumerable<bool> Shapes(int dimensions) => Options.Covariance switch
    {
        Covariance.Full => [true],
        Covariance.Diagonal => [false],
        _ => dimensions == 1 ? [false] : [false, true],
    };

    private int[] Groups(PointTable points, MixtureRule rule)
    {
        var groups = new int[points.Rows];
        new ChunkedRows(points.Rows, Options.MaximumThreads, CancellationToken.None).ForEach((_, from, to) =>
        {
            var scorer = rule.Scorer();
            for (var row = from; row < to; row++)
            {
                groups[row] = scorer.Score(points, row).Label;
            }
        });
        return groups;
    }
}
