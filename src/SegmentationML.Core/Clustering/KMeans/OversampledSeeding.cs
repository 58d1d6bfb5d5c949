using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>k-means‖: in each of a few passes every row becomes a candidate in proportion to its squared distance to the nearest one so far; k-means++ takes the centres among the candidates, each weighing as many rows as it is nearest to.</summary>
/// <remarks>Bahmani, Moseley, Vattani, Kumar and Vassilvitskii (2012), PVLDB 5, 622-633: 2 k candidates a pass are expected, 5 passes. Rows draw from the stream of their chunk, so the result is the same for any number of threads.</remarks>
internal static class OversampledSeeding
{
    private const int Passes = 5;
    private const double CandidatesPerCluster = 2;

    /// <summary>Draws the start centres.</summary>
    /// <param name="points">All rows.</param>
    /// <param name="clusters">How many.</param>
    /// <param name="seed">Seed of this start.</param>
    /// <param name="rows">The rows in chunks.</param>
    /// <returns>Shape (clusters x dimensions); fewer clusters when fewer candidates differ.</returns>
    public static double[] Draw(PointTable points, int clusters, ulong seed, ChunkedRows rows)
    {
        var random = SplitMix64.ForStream(seed, 0);
        var candidates = new List<int> { random.NextInt32(points.Rows) };
        var squared = new double[points.Rows];
        Array.Fill(squared, double.PositiveInfinity);
        var (first, potential) = (0, 0.0);
        for (var pass = 1; pass <= Passes; pass++)
        {
            potential = Lower(points, [.. candidates.Skip(first)], squared, rows);
            first = candidates.Count;
            candidates.AddRange(Chosen(squared, CandidatesPerCluster * clusters / potential, SplitMix64.ForStream(seed, (ulong)pass).NextUInt64(), rows));
            if (!(potential > 0))
            {
                break;
            }
        }

        var among = points.Only([.. candidates]);
        return KMeansSeeding.Draw(among, clusters, Weights(points, among, rows), ref random);
    }

    /// <summary>Lowers each row's squared distance by new candidates; returns the sum.</summary>
    private static double Lower(PointTable points, int[] candidates, double[] squared, ChunkedRows rows)
    {
        var sums = new double[rows.Chunks];
        if (candidates.Length > 0)
        {
            var nearest = new NearestCentres(points, points.Only(candidates).Values);
            rows.ForEach((chunk, from, to) =>
            {
                var measured = Measured(nearest, from, to);
                for (var row = from; row < to; row++)
                {
                    squared[row] = Math.Min(squared[row], measured.First[row - from]);
                }
            });
        }

        rows.ForEach((chunk, from, to) =>
        {
            foreach (var value in squared.AsSpan(from, to - from))
            {
                sums[chunk] += value;
            }
        });
        return sums.Sum();
    }

    /// <summary>Rows that draw less than their squared distance times a factor, ascending.</summary>
    private static IEnumerable<int> Chosen(double[] squared, double factor, ulong seed, ChunkedRows rows)
    {
        var chosen = new List<int>[rows.Chunks];
        rows.ForEach((chunk, from, to) =>
        {
            var random = SplitMix64.ForStream(seed, (ulong)chunk);
            chosen[chunk] = [];
            for (var row = from; row < to; row++)
            {
                if (random.NextDouble() < squared[row] * factor)
                {
                    chosen[chunk].Add(row);
                }
            }
        });
        return chosen.SelectMany(of => of);
    }

    /// <summary>How many rows each candidate is nearest to.</summary>
    private static double[] Weights(PointTable points, PointTable candidates, ChunkedRows rows)
    {
        var nearest = new NearestCentres(points, candidates.Values);
        var counts = new int[candidates.Rows];
        rows.ForEach((_, from, to) =>
        {
            var measured = Measured(nearest, from, to);
            for (var row = from; row < to; row++)
            {
                Interlocked.Increment(ref counts[(int)measured.Labels[row - from]]);
            }
        });
        return Array.ConvertAll(counts, count => (double)count);
    }

    private static MeasuredRows Measured(NearestCentres nearest, int from, int to)
    {
        var measured = new MeasuredRows(nearest.ScratchLength);
        for (var row = from; row < to; row++)
        {
            measured.Rows[row - from] = row;
        }

        nearest.Measure(measured, to - from);
        return measured;
    }
}
