using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.MiniBatch;

/// <summary>k-means that learns from random batches: a little above the least inertia, for rows too many for whole passes. What does not fit in memory is fed to <see cref="MiniBatchCentres"/> by the caller.</summary>
public sealed class MiniBatchKMeansClusterer : IClusterer
{
    private readonly MiniBatchKMeansOptions _options;

    /// <summary>Takes the settings, or throws all that is wrong with them.</summary>
    public MiniBatchKMeansClusterer(MiniBatchKMeansOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
    }

    /// <inheritdoc/>
    public string Name => "minibatch";

    /// <inheritdoc/>
    public Partition Fit(PointTable points, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        points.RefuseLevels(Name);
        var sample = RowSample.Take(points, Math.Max(_options.BatchRows, 100 * _options.Clusters), _options.Seed);
        var whole = new KMeansOptions { Clusters = _options.Clusters, Seed = _options.Seed, MaximumThreads = _options.MaximumThreads };
        var start = Start(points, sample, whole, cancellationToken);
        var centres = new MiniBatchCentres(start.Centres, _options.Clusters);
        var random = SplitMix64.ForStream(_options.Seed, 0);
        for (var pass = 0; pass < _options.Passes; pass++)
        {
            var order = Shuffled(points.Rows, ref random);
            for (var from = 0; from < order.Length; from += _options.BatchRows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                centres.Learn(points.Only(order.AsSpan(from, Math.Min(_options.BatchRows, order.Length - from))));
            }
        }

        var rule = new NearestCentreRule(centres.Centres, _options.Clusters);
        var scorer = rule.Scorer();
        int[] groups = [.. Enumerable.Range(0, points.Rows).Select(row => scorer.Score(points, row).Label)];
        var built = PartitionBuilder.Of(points, groups, _options.Clusters);
        double[] ordered = [.. built.Order.SelectMany(group => centres.Centres.AsSpan(group * points.Dimensions, points.Dimensions).ToArray())];
        return built.Partition(Name, _options.Passes, true, new NearestCentreRule(ordered, built.Clusters));
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
