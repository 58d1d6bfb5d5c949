using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering;

/// <summary>Random samples of rows without replacement, in the order of the rows.</summary>
internal static class RowSample
{
    /// <summary>A sample of rows; all of them when the table has at most twice as many.</summary>
    public static PointTable Take(PointTable points, int count, ulong seed)
    {
        if (points.Rows <= 2L * count)
        {
            return points;
        }

        return points.Only(Indices(points.Rows, count, seed));
    }

    /// <summary>Ascending row numbers, each subset equally likely.</summary>
    /// <remarks>Selection sampling: Knuth, The Art of Computer Programming 2, algorithm 3.4.2 S.</remarks>
    public static int[] Indices(int rows, int count, ulong seed)
    {
        var random = SplitMix64.ForStream(seed, ulong.MaxValue - 1);
        var chosen = new int[Math.Min(count, rows)];
        var taken = 0;
        for (var row = 0; taken < chosen.Length; row++)
        {
            if ((rows - row) * random.NextDouble() < chosen.Length - taken)
            {
                chosen[taken++] = row;
            }
        }

        return chosen;
    }
}
