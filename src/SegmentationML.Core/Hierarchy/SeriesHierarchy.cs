namespace SegmentationML.Core.Hierarchy;

/// <summary>Series and the sums of them that are planned too: levels, nested (item, family, total) or crossed (family by location), as in the M5 competition.</summary>
/// <remarks>Nodes are numbered level by level in the order given; the last level is the bottom, one node a series. Each series lies in one node of every level, so sums and their transposes cost levels × series, without a matrix.</remarks>
public sealed class SeriesHierarchy
{
    private readonly int[] _starts;
    private readonly int[][] _groupOf;

    /// <summary>A hierarchy over bottom series.</summary>
    /// <param name="bottom">Names of the bottom series, distinct, at least one.</param>
    /// <param name="levels">Levels above the bottom, highest first; none makes a hierarchy of the series alone.</param>
    /// <exception cref="ProblemException">SEG-HIER-001: a level that is not a partition of the series.</exception>
    public SeriesHierarchy(IReadOnlyList<string> bottom, IReadOnlyList<HierarchyLevel> levels)
    {
        ProblemException.ThrowIfAny(levels.Where(level => !IsPartition(level, bottom.Count)).Select(level => new Problem(
            "SEG-HIER-001", $"Level '{level.Name}' does not put each of the {bottom.Count} series into one of its {level.Groups.Count} groups.", "Give every series one group of every level, and every group a series.")));
        Levels = [.. levels, new HierarchyLevel(BottomName, [.. Enumerable.Range(0, bottom.Count)], bottom)];
        _groupOf = [.. Levels.Select(static level => level.GroupOf.ToArray())];
        _starts = new int[Levels.Count + 1];
        for (var level = 0; level < Levels.Count; level++)
        {
            _starts[level + 1] = _starts[level] + Levels[level].Groups.Count;
        }
    }

    /// <summary>The name of the last level.</summary>
    public const string BottomName = "bottom";

    /// <summary>The levels, highest first; the last is the bottom.</summary>
    public IReadOnlyList<HierarchyLevel> Levels { get; }

    /// <summary>Number of bottom series.</summary>
    public int BottomCount => _groupOf[^1].Length;

    /// <summary>Number of nodes of all levels.</summary>
    public int NodeCount => _starts[^1];

    /// <summary>The node of the first bottom series; those of the others follow.</summary>
    public int FirstBottomNode => _starts[^2];

    /// <summary>The nodes of a level.</summary>
    /// <param name="level">Index into <see cref="Levels"/>.</param>
    public Range NodesOf(int level) => _starts[level].._starts[level + 1];

    /// <summary>The node of a level that a series lies in.</summary>
    /// <param name="level">Index into <see cref="Levels"/>.</param>
    /// <param name="series">Index of the bottom series.</param>
    public int NodeOf(int level, int series) => _starts[level] + _groupOf[level][series];

    /// <summary>Number of bottom series in each node, shape (nodes).</summary>
    public int[] Sizes()
    {
        var sizes = new int[NodeCount];
        for (var level = 0; level < Levels.Count; level++)
        {
            for (var series = 0; series < BottomCount; series++)
            {
                sizes[NodeOf(level, series)]++;
            }
        }

        return sizes;
    }

    /// <summary>Sums the bottom series into all nodes; the order of the sums is that of the series.</summary>
    /// <param name="bottom">Shape (bottom × width), one row a series.</param>
    /// <param name="width">Numbers a series.</param>
    /// <param name="nodes">Receives the sums, shape (nodes × width); NaN where a series of the node is NaN.</param>
    public void Aggregate(ReadOnlySpan<double> bottom, int width, Span<double> nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bottom.Length, BottomCount * width, nameof(bottom));
        ArgumentOutOfRangeException.ThrowIfNotEqual(nodes.Length, NodeCount * width, nameof(nodes));
        nodes[..(FirstBottomNode * width)].Clear();
        for (var level = 0; level < Levels.Count - 1; level++)
        {
            for (var series = 0; series < BottomCount; series++)
            {
                var target = nodes.Slice(NodeOf(level, series) * width, width);
                System.Numerics.Tensors.TensorPrimitives.Add(target, bottom.Slice(series * width, width), target);
            }
        }

        bottom.CopyTo(nodes[(FirstBottomNode * width)..]);
    }

    /// <summary>The transpose of <see cref="Aggregate"/>: the sum over the nodes that each series lies in.</summary>
    /// <param name="nodes">One number a node, shape (nodes).</param>
    /// <param name="bottom">Receives one number a series, shape (bottom).</param>
    public void Gather(ReadOnlySpan<double> nodes, Span<double> bottom)
    {
        nodes[FirstBottomNode..].CopyTo(bottom);
        for (var level = 0; level < Levels.Count - 1; level++)
        {
            var groups = _groupOf[level];
            var values = nodes[_starts[level].._starts[level + 1]];
            for (var series = 0; series < groups.Length; series++)
            {
                bottom[series] += values[groups[series]];
            }
        }
    }

    private static bool IsPartition(HierarchyLevel level, int bottomCount)
    {
        var seen = new bool[level.Groups.Count];
        foreach (var group in level.GroupOf)
        {
            if (group < 0 || group >= seen.Length)
            {
                return false;
            }

            seen[group] = true;
        }

        return level.GroupOf.Count == bottomCount && seen.All(static s => s);
    }
}
