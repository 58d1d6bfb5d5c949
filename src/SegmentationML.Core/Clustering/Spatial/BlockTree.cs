using System.Numerics;
using System.Runtime.InteropServices;

namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>Points in blocks of neighbours under a tree of boxes: what is far away is left out unseen, what is near is measured several points to a vector.</summary>
/// <remarks>Bentley (1975), CACM 18, 509-517: split at the median of the widest side; equal values by row number, so the tree depends on the points alone. Every search is exact.</remarks>
internal sealed class BlockTree
{
    /// <summary>Most points of a block.</summary>
    public const int Block = 32;

    private readonly double[] _values;
    private readonly double[] _blocks;
    private readonly double[] _lower;
    private readonly double[] _upper;
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _parent;
    private int _nodes;
    private int _leaves;

    /// <summary>Builds the tree.</summary>
    /// <param name="values">Shape (rows x dimensions), row by row.</param>
    /// <param name="dimensions">At least 1.</param>
    public BlockTree(double[] values, int dimensions)
    {
        _values = values;
        Dimensions = dimensions;
        Count = values.Length / dimensions;
        var leaves = 1;
        while ((Count + leaves - 1) / leaves > Block)
        {
            leaves *= 2;
        }

        var nodes = (2 * leaves) - 1;
        _blocks = new double[leaves * Block * dimensions];
        Array.Fill(_blocks, double.PositiveInfinity);
        _lower = new double[nodes * dimensions];
        _upper = new double[nodes * dimensions];
        _left = new int[nodes];
        _right = new int[nodes];
        _parent = new int[nodes];
        Rows = new int[leaves * Block];
        Array.Fill(Rows, -1);
        Slots = new int[Count];
        var rows = new int[Count];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = row;
        }

        Split(rows, new Side[Count], 0, Count, leaves, -1);
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    public int Dimensions { get; }

    /// <summary>Row by slot; -1 for an empty slot.</summary>
    public int[] Rows { get; }

    /// <summary>Slot by row.</summary>
    public int[] Slots { get; }

    /// <summary>Number of nodes; the root is 0.</summary>
    public int Nodes => _nodes;

    /// <summary>Number of blocks.</summary>
    public int Blocks => _leaves;

    /// <summary>Left child; of a block ~ its number.</summary>
    public int Left(int node) => _left[node];

    /// <summary>Right child of an inner node.</summary>
    public int Right(int node) => _right[node];

    /// <summary>Parent; -1 of the root.</summary>
    public int Parent(int node) => _parent[node];

    /// <summary>Squared distance of a point to the box of a node; 0 inside.</summary>
    public double BoxSquared(int node, ReadOnlySpan<double> point)
    {
        var lower = _lower.AsSpan(node * Dimensions, Dimensions);
        var upper = _upper.AsSpan(node * Dimensions, Dimensions);
        var width = Vector<double>.Count;
        var d = 0;
        var sums = Vector<double>.Zero;
        for (; d + width <= point.Length; d += width)
        {
            var value = new Vector<double>(point[d..]);
            var outside = Vector.Max(Vector.Max(new Vector<double>(lower[d..]) - value, value - new Vector<double>(upper[d..])), Vector<double>.Zero);
            sums += outside * outside;
        }

        var sum = Vector.Sum(sums);
        for (; d < point.Length; d++)
        {
            var outside = Math.Max(Math.Max(lower[d] - point[d], point[d] - upper[d]), 0);
            sum += outside * outside;
        }

        // Sums in another order than those of the points must never make a box look farther than a point in it.
        return sum * (1 - 1e-12);
    }

    /// <summary>Squared distances of a point to the points of a block; infinite for empty slots.</summary>
    public void BlockSquared(int block, ReadOnlySpan<double> point, Span<double> squared)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_blocks);
        var width = Vector<double>.Count;
        var start = block * Block * Dimensions;
        for (var lane = 0; lane < Block; lane += 2 * width)
        {
            var (a, b) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var d = 0; d < point.Length; d++)
            {
                var value = new Vector<double>(point[d]);
                var at = (nuint)(start + (d * Block) + lane);
                var (da, db) = (Vector.LoadUnsafe(ref values, at) - value, Vector.LoadUnsafe(ref values, at + (nuint)width) - value);
                a += da * da;
                b += db * db;
            }

            a.CopyTo(squared[lane..]);
            b.CopyTo(squared[(lane + width)..]);
        }
    }

    private int Split(int[] rows, Side[] sides, int from, int to, int leaves, int parent)
    {
        var node = _nodes++;
        _parent[node] = parent;
        var widest = Box(node, rows.AsSpan(from, to - from));
        if (leaves == 1)
        {
            _left[node] = ~_leaves;
            Fill(_leaves++, rows.AsSpan(from, to - from));
            return node;
        }

        for (var i = from; i < to; i++)
        {
            sides[i] = new Side(_values[(rows[i] * Dimensions) + widest], rows[i]);
        }

        sides.AsSpan(from, to - from).Sort();
        for (var i = from; i < to; i++)
        {
            rows[i] = sides[i].Row;
        }

        var middle = from + ((to - from) / 2);
        _left[node] = Split(rows, sides, from, middle, leaves / 2, node);
        _right[node] = Split(rows, sides, middle, to, leaves / 2, node);
        return node;
    }

    /// <summary>Sets the box of some rows and returns its widest side.</summary>
    private int Box(int node, ReadOnlySpan<int> rows)
    {
        var lower = _lower.AsSpan(node * Dimensions, Dimensions);
        var upper = _upper.AsSpan(node * Dimensions, Dimensions);
        lower.Fill(double.PositiveInfinity);
        upper.Fill(double.NegativeInfinity);
        foreach (var row in rows)
        {
            for (var d = 0; d < Dimensions; d++)
            {
                lower[d] = Math.Min(lower[d], _values[(row * Dimensions) + d]);
                upper[d] = Math.Max(upper[d], _values[(row * Dimensions) + d]);
            }
        }

        var widest = 0;
        for (var d = 1; d < Dimensions; d++)
        {
            widest = upper[d] - lower[d] > upper[widest] - lower[widest] ? d : widest;
        }

        return widest;
    }

    private void Fill(int block, ReadOnlySpan<int> rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Rows[(block * Block) + i] = rows[i];
            Slots[rows[i]] = (block * Block) + i;
            for (var d = 0; d < Dimensions; d++)
            {
                _blocks[(block * Block * Dimensions) + (d * Block) + i] = _values[(rows[i] * Dimensions) + d];
            }
        }
    }

    private readonly record struct Side(double Value, int Row) : IComparable<Side>
    {
        public int CompareTo(Side other) => Value != other.Value ? Value.CompareTo(other.Value) : Row.CompareTo(other.Row);

        public static bool operator <(Side a, Side b) => a.CompareTo(b) < 0;

        public static bool operator >(Side a, Side b) => a.CompareTo(b) > 0;

        public static bool operator <=(Side a, Side b) => a.CompareTo(b) <= 0;

        public static bool operator >=(Side a, Side b) => a.CompareTo(b) >= 0;
    }
}
