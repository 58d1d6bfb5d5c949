namespace SegmentationML.Core.Clustering;

/// <summary>The features of all entities, row by row, with the order in which methods see the rows.</summary>
/// <remarks>Methods see the rows in key order, so that the order in which they were read changes nothing; results come back in the caller's order.</remarks>
public sealed class FeatureTable
{
    private FeatureTable(double[] values, int rows, IReadOnlyList<string> names, int[]? keyOrder)
    {
        Values = values;
        Rows = rows;
        Names = names;
        KeyOrder = keyOrder;
    }

    /// <summary>Shape (rows x features), row by row, in the caller's order; NaN where a value is not known.</summary>
    public double[] Values { get; }

    /// <summary>Number of entities.</summary>
    public int Rows { get; }

    /// <summary>Number of features.</summary>
    public int Columns => Names.Count;

    /// <summary>The features' names, as the caller calls them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Row by position in key order; null when the rows are in key order already.</summary>
    public int[]? KeyOrder { get; }

    /// <summary>A table whose rows the caller has put in the order of their keys.</summary>
    /// <param name="values">Shape (rows x features), row by row; not copied.</param>
    /// <param name="names">One distinct name for each feature.</param>
    public static FeatureTable InKeyOrder(double[] values, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(names);
        var rows = names.Count == 0 ? 0 : values.Length / names.Count;
        ProblemException.ThrowIfAny(Problems(values, rows, names));
        return new FeatureTable(values, rows, [.. names], null);
    }

    /// <summary>A table in any order, with the key of each row; keys are compared by ordinal.</summary>
    /// <param name="values">Shape (rows x features), row by row; not copied.</param>
    /// <param name="names">One distinct name for each feature.</param>
    /// <param name="keys">One distinct key for each row.</param>
    public static FeatureTable WithKeys(double[] values, IReadOnlyList<string> names, IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var table = InKeyOrder(values, names);
        if (keys.Count != table.Rows)
        {
            throw new ProblemException(ClusteringProblems.Keys($"are {keys.Count} for {table.Rows} rows"));
        }

        var sorted = keys.ToArray();
        var order = new int[table.Rows];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        Array.Sort(sorted, order, StringComparer.Ordinal);
        for (var position = 1; position < sorted.Length; position++)
        {
            if (string.Equals(sorted[position - 1], sorted[position], StringComparison.Ordinal))
            {
                throw new ProblemException(ClusteringProblems.Keys($"contain '{sorted[position]}' twice"));
            }
        }

        return new FeatureTable(values, table.Rows, table.Names, order);
    }

    /// <summary>The row at a position in key order.</summary>
    public int RowAt(int position) => KeyOrder is null ? position : KeyOrder[position];

    private static IEnumerable<Problem> Problems(double[] values, int rows, IReadOnlyList<string> names)
    {
        if (rows == 0 || (long)rows * names.Count != values.Length)
        {
            yield return ClusteringProblems.Shape(values.Length, rows, names.Count);
        }

        if (names.Any(string.IsNullOrWhiteSpace))
        {
            yield return ClusteringProblems.Names("have an empty one");
        }

        foreach (var repeated in names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            yield return ClusteringProblems.Names($"have '{repeated.Key}' twice");
        }
    }
}
