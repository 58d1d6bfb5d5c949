using SegmentationML.Core.Clustering;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Benchmarks.Clustering;

/// <summary>Made-up points for timings, the same each time.</summary>
internal static class GaussianGroups
{
    /// <summary>As many Gaussian groups as clusters.</summary>
    /// <param name="rows">Points.</param>
    /// <param name="dimensions">Features of each.</param>
    /// <param name="clusters">Groups.</param>
    /// <param name="separation">Typical distance of two centres along a feature, in units of the groups' spread; 0 for no structure.</param>
    public static PointTable Points(int rows, int dimensions, int clusters, double separation)
    {
        var random = new SplitMix64(20240711);
        var centres = new double[clusters * dimensions];
        for (var i = 0; i < centres.Length; i++)
        {
            centres[i] = separation * random.NextGaussian() / Math.Sqrt(2);
        }

        var values = new double[rows * dimensions];
        for (var row = 0; row < rows; row++)
        {
            var centre = random.NextInt32(clusters) * dimensions;
            for (var d = 0; d < dimensions; d++)
            {
                values[(row * dimensions) + d] = centres[centre + d] + random.NextGaussian();
            }
        }

        return new PointTable(values, dimensions);
    }
}
