namespace SegmentationML.Core.Clustering.Spatial;

/// <summary>Searches in a tree with scratch of its own: one for each thread.</summary>
internal sealed class NeighbourSearch
{
    private readonly BlockTree _tree;
    private readonly double[] _squared = new double[BlockTree.Block];
    private readonly (int Node, double Squared)[] _stack = new (int, double)[128];

    public NeighbourSearch(BlockTree tree) => _tree = tree;

    /// <summary>The k smallest squared distances of a point to the tree's points, ascending.</summary>
    /// <param name="point">The point; one that is in the tree counts itself.</param>
    /// <param name="nearest">Receives them, shape (k); infinite where the tree has fewer.</param>
    public void Nearest(ReadOnlySpan<double> point, Span<double> nearest)
    {
        nearest.Fill(double.PositiveInfinity);
        var stack = 0;
        _stack[stack++] = (0, 0);
        while (stack > 0)
        {
            var (node, bound) = _stack[--stack];
            if (bound >= nearest[^1])
            {
                continue;
            }

            if (_tree.Left(node) < 0)
            {
                _tree.BlockSquared(~_tree.Left(node), point, _squared);
                foreach (var squared in _squared)
                {
                    Insert(nearest, squared);
                }
            }
            else
            {
                stack = PushNearerLast(node, point, stack);
            }
        }
    }

    /// <summary>Rows within a distance, the limit included, ascending.</summary>
    public void Within(ReadOnlySpan<double> point, double squaredRadius, List<int> rows)
    {
        rows.Clear();
        var stack = 0;
        _stack[stack++] = (0, 0);
        while (stack > 0)
        {
            var (node, bound) = _stack[--stack];
            if (bound > squaredRadius)
            {
                continue;
            }

            if (_tree.Left(node) < 0)
            {
                var block = ~_tree.Left(node);
                _tree.BlockSquared(block, point, _squared);
                for (var i = 0; i < BlockTree.Block; i++)
                {
                    if (_squared[i] <= squaredRadius)
                    {
                        rows.Add(_tree.Rows[(block * BlockTree.Block) + i]);
                    }
                }
            }
            else
            {
                stack = PushNearerLast(node, point, stack);
            }
        }

        rows.Sort();
    }

    /// <summary>The row with the least of max(distance², floor of the row, floor of the point), and the least such among rows of other labels; of equal ones the nearer, then the lower row.</summary>
    /// <param name="point">The point.</param>
    /// <param name="labels">Label by row; negative ones are passed over.</param>
    /// <param name="floors">A least squared distance by row; empty for none.</param>
    /// <param name="own">A least squared distance from the point.</param>
    /// <param name="several">False when all labels are one: there is no other to look for.</param>
    public LabelledNeighbours NearestLabels(ReadOnlySpan<double> point, int[] labels, double[] floors, double own, bool several = true)
    {
        var found = LabelledNeighbours.None;
        var stack = 0;
        _stack[stack++] = (0, 0);
        while (stack > 0)
        {
            var (node, bound) = _stack[--stack];
            if (bound > (several ? found.Other.Reach : found.Nearest.Reach))
            {
                continue;
            }

            if (_tree.Left(node) >= 0)
            {
                stack = PushNearerLast(node, point, stack);
                continue;
            }

            var block = ~_tree.Left(node);
            _tree.BlockSquared(block, point, _squared);
            for (var i = 0; i < BlockTree.Block; i++)
            {
                var row = _tree.Rows[(block * BlockTree.Block) + i];
                if (row >= 0 && labels[row] >= 0)
                {
                    found = found.With(new ReachedRow(row, labels[row], Math.Max(own, floors.Length > 0 ? Math.Max(_squared[i], floors[row]) : _squared[i]), _squared[i]));
                }
            }
        }

        return found;
    }

    private int PushNearerLast(int node, ReadOnlySpan<double> point, int stack)
    {
        var (left, right) = (_tree.Left(node), _tree.Right(node));
        var (atLeft, atRight) = (_tree.BoxSquared(left, point), _tree.BoxSquared(right, point));
        (_stack[stack], _stack[stack + 1]) = atLeft <= atRight ? ((right, atRight), (left, atLeft)) : ((left, atLeft), (right, atRight));
        return stack + 2;
    }

    private static void Insert(Span<double> nearest, double squared)
    {
        if (!(squared < nearest[^1]))
        {
            return;
        }

        var place = nearest.Length - 1;
        for (; place > 0 && nearest[place - 1] > squared; place--)
        {
            nearest[place] = nearest[place - 1];
        }

        nearest[place] = squared;
    }
}
