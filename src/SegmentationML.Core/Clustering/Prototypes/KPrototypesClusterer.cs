using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Prototypes;

/// <summary>k-prototypes: k-means for numbers and names together. A cluster is its mean and its most frequent levels.</summary>
/// <remarks>
/// Huang (1998), Data Mining and Knowledge Discovery 2, 283-304. Starts are rows drawn in proportion to their cost to the nearest so far (as k-means++). Equal costs go to the lowest cluster, equally frequent
/// levels to the lowest code; an empty cluster takes the row of greatest cost.
/// </remarks>
public sealed class KPrototypesClusterer : Clusterer<KPrototypesOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public KPrototypesClusterer(KPrototypesOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "kprototypes";

    private protected override int LeastRows => Options.Clusters;

    private protected override bool TakesLevels => true;

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var weights = Weights(points);
        var starts = new PrototypeRun[Options.Restarts];
        Parallel.For(0, starts.Length, new ParallelOptions { MaxDegreeOfParallelism = Options.MaximumThreads, CancellationToken = cancellationToken }, start =>
        {
            var random = SplitMix64.ForStream(Options.Seed, (ulong)start);
            starts[start] = new PrototypeRun(points, weights, Options.Clusters);
            starts[start].Run(ref random, Options.MaximumIterations, cancellationToken);
        });
        var best = starts.MinBy(run => run.Cost)!;
        if (best.Seeds < Options.Clusters)
        {
            throw new ProblemException(ClusteringProblems.TooFewDistinct(Options.Clusters, starts.Max(run => run.Seeds)));
        }

        var built = PartitionBuilder.Of(points, best.Labels, Options.Clusters);
        return built.Partition(Name, best.Iterations, best.Converged, best.Rule(built.Order));
    }

    /// <summary>Cost of a mismatch by feature: its weight times gamma.</summary>
    private double[] Weights(PointTable points)
    {
        if (points.Categories is null)
        {
            return [];
        }

        var gamma = Options.Gamma > 0 ? Options.Gamma : points.Dimensions == 0 ? 1 : 0.5 * PointVariance.Of(points).Average(Math.Sqrt);
        return [.. points.Categories.Weights.Select(weight => gamma * weight)];
    }
}
