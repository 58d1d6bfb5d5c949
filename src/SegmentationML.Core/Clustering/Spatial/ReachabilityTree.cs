namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>The least spanning tree of points under max(distance, core distance of either), exactly.</summary>
/// <remarks>
/// Prim (1957) on the complete graph, which is never written down: a joining point is measured against those blocks only whose worst candidate it could improve, by the distance to their box.
/// Memory is linear in the points. Edges come in the order in which the points joined, from row 0 on.
/// </remarks>
internal sealed class ReachabilityTree
{
    private readonly BlockTree _tree;
    private readonly double[] _values;
    private readonly double[] _core;
    private readonly double[] _key;
    private readonly int[] _from;
    private readonly double[] _worst;
    private readonly double[] _least;
    private readonly int[] _leastSlot;
    private readonly double[] _leastCore;
    private readonly double[] _squared = new double[BlockTree.Block];
    private readonly int[] _stack = new int[128];
    private readonly int[] _leafNode;

    private ReachabilityTree(BlockTree tree, double[] values, double[] squaredCore)
    {
        _tree = tree;
        _values = values;
        var slots = tree.Rows.Length;
        _core = new double[slots];
        _key = new double[slots];
        _from = new int[slots];
        for (var slot = 0; slot < slots; slot++)
        {
            // An empty slot has joined from the start.
            _key[slot] = tree.Rows[slot] < 0 ? double.NegativeInfinity : double.PositiveInfinity;
            _core[slot] = tree.Rows[slot] < 0 || squaredCore.Length == 0 ? 0 : squaredCore[tree.Rows[slot]];
        }

        _worst = new double[tree.Nodes];
        _least = new double[tree.Nodes];
        _leastSlot = new int[tree.Nodes];
        _leastCore = new double[tree.Nodes];
        _leafNode = new int[tree.Blocks];
        for (var node = tree.Nodes - 1; node >= 0; node--)
        {
            if (tree.Left(node) < 0)
            {
                _leafNode[~tree.Left(node)] = node;
                _leastCore[node] = _core.AsSpan(~tree.Left(node) * BlockTree.Block, BlockTree.Block).ToArray().Min();
                RefreshBlock(node, ~tree.Left(node));
            }
            else
            {
                _leastCore[node] = Math.Min(_leastCore[tree.Left(node)], _leastCore[tree.Right(node)]);
                Refresh(node);
            }
        }
    }

    /// <summary>The edges of the tree.</summary>
    /// <param name="tree">The points.</param>
    /// <param name="values">The same, row by row.</param>
    /// <param name="squaredCore">Squared core distance by row; empty for plain distances.</param>
    /// <param name="cancellationToken">Stops between points.</param>
    public static SpanningEdge[] Edges(BlockTree tree, double[] values, double[] squaredCore, CancellationToken cancellationToken)
    {
        var search = new ReachabilityTree(tree, values, squaredCore);
        var edges = new SpanningEdge[tree.Count - 1];
        search.Join(tree.Slots[0]);
        for (var i = 0; i < edges.Length; i++)
        {
            if ((i & 1023) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var slot = search._leastSlot[0];
            edges[i] = new SpanningEdge(search._from[slot], tree.Rows[slot], search._key[slot]);
            search.Join(slot);
        }

        return edges;
    }

    private void Join(int slot)
    {
        var row = _tree.Rows[slot];
        var core = _core[slot];
        var point = _values.AsSpan(row * _tree.Dimensions, _tree.Dimensions);
        _key[slot] = double.NegativeInfinity;
        RefreshUp(slot / BlockTree.Block);
        var stack = 0;
        _stack[stack++] = 0;
        while (stack > 0)
        {
            var node = _stack[--stack];
            if (Math.Max(core, _leastCore[node]) >= _worst[node] || _tree.BoxSquared(node, point) >= _worst[node])
            {
                continue;
            }

            if (_tree.Left(node) < 0)
            {
                Measure(~_tree.Left(node), row, core, point);
            }
            else
            {
                _stack[stack++] = _tree.Right(node);
                _stack[stack++] = _tree.Left(node);
            }
        }
    }

    private void Measure(int block, int row, double core, ReadOnlySpan<double> point)
    {
        _tree.BlockSquared(block, point, _squared);
        var changed = false;
        var first = block * BlockTree.Block;
        for (var i = 0; i < BlockTree.Block; i++)
        {
            var reach = Math.Max(Math.Max(_squared[i], core), _core[first + i]);
            if (reach < _key[first + i])
            {
                _key[first + i] = reach;
                _from[first + i] = row;
                changed = true;
            }
        }

        if (changed)
        {
            RefreshUp(block);
        }
    }

    private void RefreshUp(int block)
    {
        var node = _leafNode[block];
        RefreshBlock(node, block);
        for (node = _tree.Parent(node); node >= 0; node = _tree.Parent(node))
        {
            Refresh(node);
        }
    }

    private void RefreshBlock(int node, int block)
    {
        var (worst, least, leastSlot) = (double.NegativeInfinity, double.PositiveInfinity, -1);
        for (var slot = block * BlockTree.Block; slot < (block + 1) * BlockTree.Block; slot++)
        {
            var key = _key[slot];
            worst = Math.Max(worst, key);
            if (key != double.NegativeInfinity && (key < least || leastSlot < 0 || (key == least && _tree.Rows[slot] < _tree.Rows[leastSlot])))
            {
                (least, leastSlot) = (key, slot);
            }
        }

        (_worst[node], _least[node], _leastSlot[node]) = (worst, least, leastSlot);
    }

    private void Refresh(int node)
    {
        var (left, right) = (_tree.Left(node), _tree.Right(node));
        _worst[node] = Math.Max(_worst[left], _worst[right]);
        var takeRight = _leastSlot[left] < 0
            || (_leastSlot[right] >= 0 && (_least[right] < _least[left] || (_least[right] == _least[left] && _tree.Rows[_leastSlot[right]] < _tree.Rows[_leastSlot[left]])));
        var chosen = takeRight ? right : left;
        (_least[node], _leastSlot[node]) = (_least[chosen], _leastSlot[chosen]);
    }
}
