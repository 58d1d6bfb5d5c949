using SegmentationML.Core.Clustering.Spatial;
using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Whether points tend to cluster at all: near 1 when they do, about 0.5 when they are spread by chance.</summary>
/// <remarks>
/// Hopkins and Skellam (1954), Annals of Botany 18, 213-227: Σ u^d / (Σ u^d + Σ w^d), u the distance of points drawn uniformly in the box of the data to the nearest row, w that of as many rows drawn at random
/// to the nearest other row, d the number of dimensions.
/// </remarks>
public static class Hopkins
{
    /// <summary>Measures.</summary>
    /// <param name="points">The points, at least two.</param>
    /// <param name="draws">Points drawn; at most a tenth of the rows are, at least one. Default 500.</param>
    /// <param name="seed">Seed of the draws. Default 1.</param>
    public static double Of(PointTable points, int draws = 500, ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(points);
        var count = Math.Clamp(points.Rows / 10, 1, draws);
        var search = new NeighbourSearch(new BlockTree(points.Values, points.Dimensions));
        var random = SplitMix64.ForStream(seed, 0);
        var (lower, upper) = Box(points);
        var nearest = new double[2];
        double drawn = 0, own = 0;
        var place = new double[points.Dimensions];
        foreach (var row in RowSample.Indices(points.Rows, count, seed))
        {
            for (var d = 0; d < place.Length; d++)
            {
                place[d] = lower[d] + ((upper[d] - lower[d]) * random.NextDouble());
            }

            search.Nearest(place, nearest);
            drawn += Math.Pow(nearest[0], 0.5 * points.Dimensions);
            search.Nearest(points.Row(row), nearest);
            own += Math.Pow(nearest[1], 0.5 * points.Dimensions);
        }

        return drawn + own > 0 ? drawn / (drawn + own) : double.NaN;
    }

    private static (double[] Lower, double[] Upper) Box(PointTable points)
    {
        var (lower, upper) = (points.Row(0).ToArray(), points.Row(0).ToArray());
        for (var i = 0; i < points.Values.Length; i++)
        {
            var d = i % points.Dimensions;
            (lower[d], upper[d]) = (Math.Min(lower[d], points.Values[i]), Math.Max(upper[d], points.Values[i]));
        }

        return (lower, upper);
    }
}
