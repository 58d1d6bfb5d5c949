using SegmentationML.Core.Clustering.Hierarchical;
using SegmentationML.Core.Clustering.Spatial;

namespace SegmentationML.Core.Clustering.Density;

/// <summary>The tree of clusters that are large enough, from the spanning tree under mutual reachability.</summary>
/// <remarks>
/// Campello, Moulavi and Sander (2013), PAKDD, 160-172; McInnes and Healy (2017). Going down the levels of density λ = 1 / distance, a cluster lives until it parts in two that are both large enough; its
/// stability is the sum over its points of the λ at which they leave less the λ of its birth. Node 0 is all points.
/// </remarks>
internal sealed class CondensedTree
{
    private readonly List<int> _parent = [];
    private readonly List<double> _birth = [];
    private readonly List<double> _stability = [];
    private readonly List<double> _reach = [];
    private readonly int[] _left;
    private readonly int[] _right;
    private readonly int[] _size;
    private readonly double[] _height;
    private readonly int _rows;
    private readonly double _leastHeight;

    private CondensedTree(int rows, SpanningEdge[] edges)
    {
        _rows = rows;
        _left = new int[edges.Length];
        _right = new int[edges.Length];
        _size = new int[edges.Length];
        _height = new double[edges.Length];
        NodeOf = new int[rows];
        SpanningEdge[] ascending = [.. edges.OrderBy(edge => edge.Squared)];
        var groups = new RowGroups(rows);
        var top = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            top[row] = row;
        }

        for (var i = 0; i < ascending.Length; i++)
        {
            var (a, b) = (groups.Of(ascending[i].From), groups.Of(ascending[i].To));
            (_left[i], _right[i], _height[i]) = (top[a], top[b], Math.Sqrt(ascending[i].Squared));
            _size[i] = SizeOf(top[a]) + SizeOf(top[b]);
            groups.Join(a, b);
            top[Math.Min(a, b)] = rows + i;
        }

        // Equal rows lie at distance zero: their λ is taken at a thousandth of the least distance, so that it stays a number.
        var positive = Array.FindIndex(_height, height => height > 0);
        _leastHeight = positive < 0 ? 1 : _height[positive] / 1000;
    }

    /// <summary>Number of nodes.</summary>
    public int Count => _parent.Count;

    /// <summary>The node that each row left last.</summary>
    public int[] NodeOf { get; }

    /// <summary>Greatest distance at which points of the node hang together.</summary>
    public IReadOnlyList<double> Reach => _reach;

    /// <summary>Condenses the tree of all merges.</summary>
    public static CondensedTree Of(int rows, SpanningEdge[] edges, int minimumSize)
    {
        var tree = new CondensedTree(rows, edges);
        tree.Condense(minimumSize);
        return tree;
    }

    /// <summary>Node of the cluster of each row, or -1: those nodes, none above another, whose stability is greatest in sum; never all points.</summary>
    /// <param name="leaves">Takes the nodes without children instead.</param>
    public int[] Select(bool leaves)
    {
        var chosen = new bool[Count];
        var below = new double[Count];
        var hasChild = new bool[Count];
        for (var node = Count - 1; node > 0; node--)
        {
            chosen[node] = !hasChild[node] || (!leaves && _stability[node] >= below[node]);
            below[_parent[node]] += chosen[node] ? Math.Max(_stability[node], below[node]) : below[node];
            hasChild[_parent[node]] = true;
        }

        var cluster = new int[Count];
        cluster[0] = -1;
        for (var node = 1; node < Count; node++)
        {
            // Parents come before their children: the uppermost chosen node holds all below it.
            cluster[node] = cluster[_parent[node]] >= 0 ? cluster[_parent[node]] : chosen[node] ? node : -1;
        }

        return Array.ConvertAll(NodeOf, node => cluster[node]);
    }

    private void Condense(int minimumSize)
    {
        var work = new Stack<(int Merge, int Node)>();
        work.Push((_rows + _left.Length - 1, Add(-1, 0, double.PositiveInfinity)));
        while (work.Count > 0)
        {
            var (merge, node) = work.Pop();
            var i = merge - _rows;
            var lambda = Lambda(_height[i]);
            var (left, right) = (SizeOf(_left[i]) >= minimumSize, SizeOf(_right[i]) >= minimumSize);
            if (left && right)
            {
                _stability[node] += (lambda - _birth[node]) * _size[i];
                Follow(work, _left[i], Add(node, lambda, _height[i]), lambda);
                Follow(work, _right[i], Add(node, lambda, _height[i]), lambda);
                continue;
            }

            _reach[node] = Math.Max(_reach[node], _height[i]);
            Leave(work, _left[i], left, node, lambda);
            Leave(work, _right[i], right, node, lambda);
        }
    }

    private void Leave(Stack<(int Merge, int Node)> work, int side, bool stays, int node, double lambda)
    {
        if (stays)
        {
            Follow(work, side, node, lambda);
            return;
        }

        _stability[node] += (lambda - _birth[node]) * SizeOf(side);
        Mark(side, node);
    }

    private void Follow(Stack<(int Merge, int Node)> work, int side, int node, double lambda)
    {
        if (side >= _rows)
        {
            work.Push((side, node));
            return;
        }

        // A cluster of one row (minimum size 1) dies as it is born.
        _stability[node] += lambda - _birth[node];
        NodeOf[side] = node;
    }

    private int Add(int parent, double birth, double height)
    {
        _parent.Add(parent);
        _birth.Add(birth);
        _stability.Add(0);
        _reach.Add(0);
        for (var above = parent; above > 0; above = _parent[above])
        {
            _reach[above] = Math.Max(_reach[above], height);
        }

        return _parent.Count - 1;
    }

    private void Mark(int side, int node)
    {
        var stack = new Stack<int>();
        stack.Push(side);
        while (stack.Count > 0)
        {
            var next = stack.Pop();
            if (next < _rows)
            {
                NodeOf[next] = node;
                continue;
            }

            stack.Push(_left[next - _rows]);
            stack.Push(_right[next - _rows]);
        }
    }

    private int SizeOf(int node) => node < _rows ? 1 : _size[node - _rows];

    private double Lambda(double height) => 1 / Math.Max(height, _leastHeight);
}
