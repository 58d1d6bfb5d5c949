using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>A mixture of normal distributions: clusters of different size, spread and direction, with probabilities.</summary>
/// <remarks>Starts from the groups of k-means; the shape of the components is chosen by BIC unless it is set.</remarks>
public sealed class GaussianMixtureClusterer : IClusterer
{
    private readonly GaussianMixtureOptions _options;

    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public GaussianMixtureClusterer(GaussianMixtureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "gmm";

    /// <inheritdoc/>
    public Partition Fit(PointTable points, CancellationToken cancellationToken = default) => Fit(points, out _, cancellationToken);

    /// <summary>Fits and tells how well.</summary>
    /// <param name="points">Prepared points in key order.</param>
    /// <param name="scores">BIC and ICL.</param>
    /// <param name="cancellationToken">Stops between passes.</param>
    public Partition Fit(PointTable points, out MixtureScores scores, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        points.RefuseLevels(Name);
        var start = new KMeansClusterer(new KMeansOptions { Clusters = _options.Clusters, Restarts = _options.Restarts, Seed = _options.Seed, MaximumThreads = _options.MaximumThreads }).Fit(points, cancellationToken);
        // Rows that are all equal still need a width.
        var floor = Math.Max(_options.Regularisation * PointVariance.Mean(points, _options.MaximumThreads), 1e-300);
        MixtureFit? best = null;
        foreach (var full in Shapes(points.Dimensions))
        {
            var fit = new MixtureFit(points, _options.Clusters, full, floor, _options.MaximumThreads, cancellationToken);
            fit.Run(start.Labels, _options.MaximumIterations, _options.Tolerance);
            best = best is null || Score(fit) < Score(best) ? fit : best;
        }

        scores = new MixtureScores(best!.Full ? Covariance.Full : Covariance.Diagonal, best.LogLikelihood, best.Bic, best.Icl, best.Parameters);
        var groups = Groups(points, best.Rule([.. Enumerable.Range(0, _options.Clusters)]));
        var built = PartitionBuilder.Of(points, groups, _options.Clusters);
        return built.Partition(Name, best.Iterations, best.Converged, best.Rule(built.Order));
    }

    private double Score(MixtureFit fit) => _options.Covariance == Covariance.BestIcl ? fit.Icl : fit.Bic;

    private IEnumerable<bool> Shapes(int dimensions) => _options.Covariance switch
    {
        Covariance.Full => [true],
        Covariance.Diagonal => [false],
        _ => dimensions == 1 ? [false] : [false, true],
    };

    private int[] Groups(PointTable points, MixtureRule rule)
    {
        var groups = new int[points.Rows];
        new ChunkedRows(points.Rows, _options.MaximumThreads, CancellationToken.None).ForEach((_, from, to) =>
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
