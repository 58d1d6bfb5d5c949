using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.MiniBatch;

/// <summary>k-means that learns from random batches: a little above the least inertia, for rows too many for whole passes. What does not fit in memory is fed to <see cref="MiniBatchCentres"/> by the caller.</summary>
public sealed class MiniBatchKMeansClusterer : Clusterer<MiniBatchKMeansOptions>
{
    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public MiniBatchKMeansClusterer(MiniBatchKMeansOptions options)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "minibatch";

    private protected override Partition Find(PointTable points, CancellationToken cancellationToken)
    {
        var sample = RowSample.Take(points, Math.Max(Options.BatchRows, 100 * Options.Clusters), Options.Seed);
        var whole = new KMeansOptions { Clusters = Options.Clusters, Seed = Options.Seed, MaximumThreads = Options.MaximumThreads };
        var start = Start(points, sample, whole, cancellationToken);
        var centres = new MiniBatchCentres(start.Centres, Options.Clusters);
        var random = SplitMix64.ForStream(Options.Seed, 0);
        for (var pass = 0; pass < Options.Passes; pass++)
        {
            var order = Shuffled(points.Rows, ref random);
            for (var from = 0; from < order.Length; from += Options.BatchRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                centres.Learn(points.Only(order.AsSpan(from, Math.Min(Options.BatchRows, order.Length - from))));
            }
        }

        var rule = new NearestCentreRule(centres.Centres, Options.Clusters);
        var scorer = rule.Scorer();
        int[] groups = [.. Enumerable.Range(0, points.Rows).Select(row => scorer.Score(points, row).Label)];
        var built = PartitionBuilder.Of(points, groups, Options.Clusters);
        double[] ordered = [.. built.Order.SelectMany(group => centres.Centres.AsSpan(group * points.Dimensions, points.Dimensions).ToArray())];
        return built.Partition(Name, Options.Passes, true, new NearestCentreRule(ordered, built.Clusters));
    }

    /// <summary>Centres of a sample; of all rows when too few of the sample differ.</summary>
    private static Partition Start(PointTable points, PointTable sample, KMeansOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return new KMeansClusterer(options).Fit(sample, cancellationToken);
        }
        catch (ProblemException refused) when (sample.Rows < points.Rows && refused.Problems.All(problem => problem.Code == "SEG-CLUS-008"))
        {
            return new KMeansClusterer(options).Fit(points, cancellationToken);
        }
    }

    private static int[] Shuffled(int count, ref SplitMix64 random)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.NextInt32(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
