namespace SegmentationML.Core.Clustering;

/// <summary>Levels beside the numbers of prepared points.</summary>
/// <param name="Codes">Shape (rows x features), row by row: the level's number, or -1 for a level that the fit did not see, which differs from every other.</param>
/// <param name="Levels">Number of levels by feature.</param>
/// <param name="Weights">Cost of two different levels, by feature.</param>
public sealed record CategoryTable(int[] Codes, IReadOnlyList<int> Levels, IReadOnlyList<double> Weights)
{
    /// <summary>Number of features.</summary>
    public int Columns => Levels.Count;

    /// <summary>The levels of one point.</summary>
    public ReadOnlySpan<int> Row(int row) => Codes.AsSpan(row * Columns, Columns);

    /// <summary>Sum of the weights of the features whose levels differ.</summary>
    public double Mismatch(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var sum = 0.0;
        for (var c = 0; c < a.Length; c++)
        {
            sum += a[c] != b[c] || a[c] < 0 ? Weights[c] : 0;
        }

        return sum;
    }
}
