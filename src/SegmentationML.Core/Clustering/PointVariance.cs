using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>How far points spread.</summary>
internal static class PointVariance
{
    /// <summary>Population variance of each dimension, by chunk about the first row, then in chunk order.</summary>
    public static double[] Of(PointTable points, int maximumThreads = -1)
    {
        var dimensions = points.Dimensions;
        var rows = new ChunkedRows(points.Rows, maximumThreads, CancellationToken.None);
        var partial = new double[rows.Chunks][];
        rows.ForEach((chunk, from, to) =>
        {
            var sums = new double[2 * dimensions];
            for (var row = from; row < to; row++)
            {
                var point = points.Row(row);
                for (var d = 0; d < point.Length; d++)
                {
                    var deviation = point[d] - points.Values[d];
                    sums[d] += deviation;
                    sums[dimensions + d] += deviation * deviation;
                }
            }

            partial[chunk] = sums;
        });
        var variances = new double[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            var mean = partial.Sum(sums => sums[d]) / points.Rows;
            variances[d] = Math.Max((partial.Sum(sums => sums[dimensions + d]) / points.Rows) - (mean * mean), 0);
        }

        return variances;
    }

    /// <summary>Mean over the dimensions of the population variance; 0 without any.</summary>
    public static double Mean(PointTable points, int maximumThreads = -1) => points.Dimensions == 0 ? 0 : Of(points, maximumThreads).Average();
}
