using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering.Density;

/// <summary>Distance of each point to its k-th nearest, itself counted as the first.</summary>
internal static class CoreDistances
{
    private const int Chunk = 512;

    /// <summary>Squared distances by row; 0 for k = 1.</summary>
    public static double[] Squared(BlockTree tree, PointTable points, int k, int maximumThreads, CancellationToken cancellationToken)
    {
        var squared = new double[points.Rows];
        if (k == 1)
        {
            return squared;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, (points.Rows + Chunk - 1) / Chunk, parallel, () => (Search: new NeighbourSearch(tree), Nearest: new double[Math.Min(k, points.Rows)]), (chunk, _, scratch) =>
        {
            // Slots of one block are neighbours: what one search has read the next one finds in the cache.
            for (var row = chunk * Chunk; row < Math.Min((chunk + 1) * Chunk, points.Rows); row++)
            {
                scratch.Search.Nearest(points.Row(row), scratch.Nearest);
                squared[row] = scratch.Nearest[^1];
            }

            return scratch;
        }, _ => { });
        return squared;
    }
}
