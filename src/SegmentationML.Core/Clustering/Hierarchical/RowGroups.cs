namespace SegmentationML.Core.Clustering.Hierarchical;

/// <summary>Rows in groups that join: union-find with halving of paths; the lowest row stands for its group.</summary>
internal sealed class RowGroups
{
    private readonly int[] _parent;

    public RowGroups(int rows)
    {
        _parent = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            _parent[row] = row;
        }
    }

    /// <summary>The lowest row of a row's group.</summary>
    public int Of(int row)
    {
        while (_parent[row] != row)
        {
            _parent[row] = _parent[_parent[row]];
            row = _parent[row];
        }

        return row;
    }

    /// <summary>Joins two groups; false when they were one.</summary>
    public bool Join(int a, int b)
    {
        (a, b) = (Of(a), Of(b));
        _parent[Math.Max(a, b)] = Math.Min(a, b);
        return a != b;
    }

    /// <summary>Group by row, numbered from 0 by their lowest rows.</summary>
    public int[] Numbered()
    {
        var numbers = new int[_parent.Length];
        var count = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            var first = Of(row);
            numbers[row] = first == row ? count++ : numbers[first];
        }

        return numbers;
    }
}
