using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Prototypes;

/// <summary>k-prototypes: k-means for numbers and names together. A cluster is its mean and its most frequent levels.</summary>
/// <remarks>
/// Huang (1998), Data Mining and Knowledge Discovery 2, 283-304. Starts are rows drawn in proportion to their cost to the nearest so far (as k-means++). Equal costs go to the lowest cluster, equally frequent
/// levels to the lowest code; an empty cluster takes the row of greatest cost.
/// </remarks>
public sealed class KPrototypesClusterer : IClusterer
{
    private readonly KPrototypesOptions _options;

    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public KPrototypesClusterer(KPrototypesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "kprototypes";

    /// <inheritdoc/>
    public Partition Fit(PointTable points, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (_options.Clusters > points.Rows)
        {
            throw new ProblemException(ClusteringProblems.TooFewRows(_options.Clusters, points.Rows));
        }

        var weights = Weights(points);
        var starts = new PrototypeRun[_options.Restarts];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = _options.MaximumThreads, CancellationToken = cancellationToken }, start =>
        {
            var random = SplitMix64.ForStream(_options.Seed, (ulong)start);
            starts[start] = new PrototypeRun(points, weights, _options.Clusters);
            starts[start].Run(ref random, _options.MaximumIterations, cancellationToken);
        });
        var best = starts.MinBy(run => run.Cost)!;
        if (best.Seeds < _options.Clusters)
        {
            throw new ProblemException(ClusteringProblems.TooFewDistinct(_options.Clusters, starts.Max(run => run.Seeds)));
        }

        var built = PartitionBuilder.Of(points, best.Labels, _options.Clusters);
        return built.Partition(Name, best.Iterations, best.Converged, best.Rule(built.Order));
    }

    /// <summary>Cost of a mismatch by feature: its weight times gamma.</summary>
    private double[] Weights(PointTable points)
    {
        if (points.Categories is null)
        {
            return [];
        }

        var gamma = _options.Gamma > 0 ? _options.Gamma : points.Dimensions == 0 ? 1 : 0.5 * PointVariance.Of(points).Average(Math.Sqrt);
        return [.. points.Categories.Weights.Select(weight => gamma * weight)];
    }
}
