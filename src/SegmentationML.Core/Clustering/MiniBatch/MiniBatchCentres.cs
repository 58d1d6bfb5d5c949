using System.Runtime.InteropServices;
using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering.MiniBatch;

/// <summary>Centres that learn from one batch after another: for rows that never lie in memory together.</summary>
/// <remarks>Sculley (2010), WWW, 1177-1178: each centre is the running mean of the rows that batches gave it.</remarks>
public sealed class MiniBatchCentres
{
    private readonly CentreBlock _block;
    private readonly double[] _squared;
    private readonly long[] _counts;
    private readonly int _dimensions;

    /// <summary>Starts at centres, such as those of k-means on a first sample.</summary>
    /// <param name="centres">Shape (clusters x dimensions); copied.</param>
    /// <param name="clusters">Number of clusters.</param>
    public MiniBatchCentres(ReadOnlySpan<double> centres, int clusters)
    {
        Centres = centres.ToArray();
        _dimensions = centres.Length / clusters;
        _counts = new long[clusters];
        _block = new CentreBlock(clusters, _dimensions);
        _squared = new double[_block.Padded];
    }

    /// <summary>Shape (clusters x dimensions).</summary>
    public double[] Centres { get; }

    /// <summary>Learns from one batch: every row is put to the centre that was nearest before the batch, then the centres move.</summary>
    /// <param name="batch">Points of the same dimensions.</param>
    /// <returns>Sum of the squared distances before the move.</returns>
    public double Learn(PointTable batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        _block.Load(Centres);
        var labels = new int[batch.Rows];
        var inertia = 0.0;
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = _block.Nearest(ref MemoryMarshal.GetReference(batch.Row(row)), _squared, out var first, out _);
            inertia += first;
        }

        for (var row = 0; row < labels.Length; row++)
        {
            var count = ++_counts[labels[row]];
            var centre = Centres.AsSpan(labels[row] * _dimensions, _dimensions);
            for (var d = 0; d < centre.Length; d++)
            {
                centre[d] += (batch.Row(row)[d] - centre[d]) / count;
            }
        }

        return inertia;
    }
}
