namespace SegmentationML.Core.Clustering.KMeans;

/// <summary>Scratch of one thread for one chunk of rows: which rows, and what was measured of them.</summary>
internal sealed class MeasuredRows
{
    public MeasuredRows(int scratchLength)
    {
        var length = ChunkedRows.Length + NearestCentres.Batch;
        Rows = new int[length];
        Labels = new double[length];
        First = new double[length];
        Second = new double[length];
        Scratch = new double[scratchLength];
    }

    /// <summary>Row numbers; the caller fills them.</summary>
    public int[] Rows { get; }

    /// <summary>Nearest centre, as a whole number.</summary>
    public double[] Labels { get; }

    /// <summary>Squared distance to the nearest centre.</summary>
    public double[] First { get; }

    /// <summary>Squared distance to the nearest other centre.</summary>
    public double[] Second { get; }

    /// <summary>One batch of rows side by side.</summary>
    public double[] Scratch { get; }
}
