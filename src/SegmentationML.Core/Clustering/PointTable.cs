namespace SegmentationML.Core.Clustering;

/// <summary>Prepared points in key order: finite numbers on scales that may be compared.</summary>
public sealed class PointTable
{
    /// <summary>Takes over prepared values.</summary>
    /// <param name="values">Shape (rows x dimensions), row by row, finite; not copied.</param>
    /// <param name="dimensions">At least 1.</param>
    public PointTable(double[] values, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(values);
        var rows = dimensions > 0 ? values.Length / dimensions : 0;
        if (rows == 0 || (long)rows * dimensions != values.Length)
        {
            throw new ProblemException(ClusteringProblems.Shape(values.Length, rows, dimensions));
        }

        Values = values;
        Rows = rows;
        Dimensions = dimensions;
    }

    /// <summary>Shape (rows x dimensions), row by row.</summary>
    public double[] Values { get; }

    /// <summary>Number of points.</summary>
    public int Rows { get; }

    /// <summary>Numbers per point.</summary>
    public int Dimensions { get; }

    /// <summary>The numbers of one point.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Dimensions, Dimensions);
}
