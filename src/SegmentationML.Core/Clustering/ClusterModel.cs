using System.Runtime.InteropServices;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>A fitted clustering that scores by the nearest centre: plain numbers, to be stored by others and used again.</summary>
/// <param name="Method">Name of the method that found the centres.</param>
/// <param name="Preparation">The learnt preparation.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Centres">Shape (clusters x dimensions), in prepared units.</param>
/// <param name="Sizes">Training rows per cluster.</param>
/// <param name="Inertia">Sum of squared distances of the training rows to their centres.</param>
public sealed record ClusterModel(string Method, FittedPreparation Preparation, int Clusters, double[] Centres, long[] Sizes, double Inertia)
{
    private const int Chunk = 4096;

    /// <summary>Labels rows by their nearest centre; never a label that the fit did not know.</summary>
    /// <param name="table">The features of the fit, in its order.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public ClusterAssignments Score(FeatureTable table, int maximumThreads = -1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        var points = Preparation.Apply(table, maximumThreads);
        var result = new ClusterAssignments(new int[table.Rows], new int[table.Rows], new double[table.Rows], new double[table.Rows], new double[table.Rows]);
        var block = new CentreBlock(Clusters, points.Dimensions);
        block.Load(Centres);
        var gaps = Gaps(points.Dimensions);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (points.Rows + Chunk - 1) / Chunk, parallel, chunk =>
        {
            Span<double> squared = new double[block.Padded];
            for (var position = chunk * Chunk; position < Math.Min((chunk + 1) * Chunk, points.Rows); position++)
            {
                Score(points.Row(position), table.RowAt(position), block, squared, gaps, result);
            }
        });
        return result;
    }

    private void Score(ReadOnlySpan<double> point, int row, CentreBlock block, Span<double> squared, double[] gaps, ClusterAssignments result)
    {
        var nearest = block.Nearest(ref MemoryMarshal.GetReference(point), squared, out var first, out var second);
        result.Labels[row] = nearest;
        result.Distances[row] = Math.Sqrt(first);
        var other = Clusters == 1 ? -1 : Other(squared, nearest, second);
        result.SecondLabels[row] = other;

        // The plane halfway between two centres lies (d2² - d1²) / 2 gap away, its distance to either centre is gap / 2.
        var gap = other < 0 ? double.NaN : gaps[(nearest * Clusters) + other];
        result.Margins[row] = (second - first) / (2 * gap);
        result.RelativeMargins[row] = (second - first) / (gap * gap);
    }

    private int Other(ReadOnlySpan<double> squared, int nearest, double second)
    {
        var other = 0;
        while (other == nearest || squared[other] != second)
        {
            other++;
        }

        return other < Clusters ? other : -1;
    }

    private double[] Gaps(int dimensions)
    {
        var gaps = new double[Clusters * Clusters];
        for (var a = 0; a < Clusters; a++)
        {
            for (var b = 0; b < Clusters; b++)
            {
                gaps[(a * Clusters) + b] = Math.Sqrt(Distance.Squared(Centres.AsSpan(a * dimensions, dimensions), Centres.AsSpan(b * dimensions, dimensions)));
            }
        }

        return gaps;
    }
}
