namespace SegmentationML.Core.Clustering;

/// <summary>Prepared points in key order: finite numbers on scales that may be compared, and levels where features are names.</summary>
public sealed class PointTable
{
    /// <summary>Takes over prepared values.</summary>
    /// <param name="values">Shape (rows x dimensions), row by row, finite; not copied.</param>
    /// <param name="dimensions">At least 1, or 0 with levels.</param>
    /// <param name="categories">Levels of the same rows; null without.</param>
    public PointTable(double[] values, int dimensions, CategoryTable? categories = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var rows = dimensions > 0 ? values.Length / dimensions : dimensions == 0 && categories?.Columns > 0 ? categories.Codes.Length / categories.Columns : 0;
        if (rows == 0 || (long)rows * dimensions != values.Length || (categories is not null && categories.Codes.Length != (long)rows * categories.Columns))
        {
            throw new ProblemException(ClusteringProblems.Shape(values.Length, rows, dimensions));
        }

        Values = values;
        Rows = rows;
        Dimensions = dimensions;
        Categories = categories;
    }

    /// <summary>Shape (rows x dimensions), row by row.</summary>
    public double[] Values { get; }

    /// <summary>Number of points.</summary>
    public int Rows { get; }

    /// <summary>Numbers per point.</summary>
    public int Dimensions { get; }

    /// <summary>Levels of features that are names; null when there are none.</summary>
    public CategoryTable? Categories { get; }

    /// <summary>The numbers of one point.</summary>
    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>Some of the points, in the given order.</summary>
    /// <param name="rows">Row numbers, at least one.</param>
    public PointTable Only(ReadOnlySpan<int> rows)
    {
        var values = new double[(long)rows.Length * Dimensions];
        var codes = Categories is null ? [] : new int[rows.Length * Categories.Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(values.AsSpan(i * Dimensions));
            Categories?.Row(rows[i]).CopyTo(codes.AsSpan(i * Categories.Columns));
        }

        return new PointTable(values, Dimensions, Categories is null ? null : Categories with { Codes = codes });
    }
}
