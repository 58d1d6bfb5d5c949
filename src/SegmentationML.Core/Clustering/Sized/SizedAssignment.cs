namespace SegmentationML.Core.Clustering.Sized;

/// <summary>Rows to clusters at the least total cost, with a least and a greatest number of rows for each cluster: exact, and with its proof.</summary>
/// <remarks>
/// The transportation problem of Bradley, Bennett and Demiriz (2000), MSR-TR-2000-65, solved by successive shortest paths (Ahuja, Magnanti and Orlin 1993, section 9.7) on a graph whose nodes are the clusters
/// and the sink: from cluster a to b leads the row of a whose move costs least. All rows start at their cheapest cluster, which is optimal without sizes; each path then moves one row's worth from a cluster
/// with too many, or the sink, to one with too few, or the sink. Costs stay doubles: nothing is scaled to integers. The potentials of the paths are dual prices, whose objective bounds the cost from below.
/// </remarks>
internal sealed class SizedAssignment
{
    private readonly double[] _cost;
    private readonly int _rows;
    private readonly int _clusters;
    private readonly int _minimum;
    private readonly int _maximum;
    private readonly int[] _sizes;
    private readonly int[] _passed;
    private readonly MoveQueue[] _moves;
    private readonly double[] _distance;
    private readonly int[] _from;

    private SizedAssignment(double[] cost, int clusters, int minimum, int maximum)
    {
        _cost = cost;
        _clusters = clusters;
        _rows = cost.Length / clusters;
        _minimum = minimum;
        _maximum = maximum;
        _sizes = new int[clusters];
        _passed = new int[clusters];
        _distance = new double[clusters + 1];
        _from = new int[clusters + 1];
        Labels = new int[_rows];
        for (var row = 0; row < _rows; row++)
        {
            var own = cost.AsSpan(row * clusters, clusters);
            var cheapest = 0;
            for (var c = 1; c < clusters; c++)
            {
                cheapest = own[c] < own[cheapest] ? c : cheapest;
            }

            Labels[row] = cheapest;
            _sizes[cheapest]++;
        }

        _moves = new MoveQueue[clusters * clusters];
    }

    public int[] Labels { get; }

    /// <summary>Total cost.</summary>
    public double Cost { get; private set; }

    /// <summary>A bound that no assignment can be below.</summary>
    public double Bound { get; private set; }

    /// <summary>Solves; the sizes must be feasible.</summary>
    /// <param name="cost">Shape (rows x clusters).</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="minimum">Least rows of each.</param>
    /// <param name="maximum">Most rows of each.</param>
    /// <param name="cancellationToken">Stops between paths.</param>
    public static SizedAssignment Solve(double[] cost, int clusters, int minimum, int maximum, CancellationToken cancellationToken)
    {
        var solution = new SizedAssignment(cost, clusters, minimum, maximum);
        solution.Balance(cancellationToken);
        solution.Measure();
        return solution;
    }

    private int Sink => _clusters;

    /// <summary>What a node holds beyond what it passes on: of a cluster its rows less those passed to the sink, of the sink those passed to it less all rows.</summary>
    private int Excess(int node) => node == Sink ? _passed.Sum() - _rows : _sizes[node] - _passed[node];

    private void Balance(CancellationToken cancellationToken)
    {
        for (var c = 0; c < _clusters; c++)
        {
            _passed[c] = Math.Clamp(_sizes[c], _minimum, _maximum);
        }

        LoadMoves();
        while (Enumerable.Range(0, _clusters + 1).Any(node => Excess(node) != 0))
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var node = 0; node <= Sink; node++)
            {
                _distance[node] = Excess(node) > 0 ? 0 : double.PositiveInfinity;
            }

            Relax();
            Augment();
        }
    }

    /// <summary>One row's worth along the shortest path to the nearest node that lacks some; later moves first, so that a row that arrives is not moved on.</summary>
    private void Augment()
    {
        var target = -1;
        for (var node = 0; node <= Sink; node++)
        {
            target = Excess(node) < 0 && (target < 0 || _distance[node] < _distance[target]) ? node : target;
        }

        for (var node = target; _from[node] != node; node = _from[node])
        {
            var source = _from[node];
            if (node == Sink)
            {
                _passed[source]++;
            }
            else if (source == Sink)
            {
                _passed[node]--;
            }
            else
            {
                Move(source, node);
            }
        }
    }

    /// <summary>Bellman and Ford from the distances that are set: prices may be negative on the way back, cycles are not.</summary>
    private void Relax()
    {
        for (var node = 0; node <= Sink; node++)
        {
            _from[node] = node;
        }

        for (var changed = true; changed;)
        {
            changed = false;
            for (var a = 0; a <= Sink; a++)
            {
                for (var b = 0; b <= Sink && _distance[a] < double.PositiveInfinity; b++)
                {
                    // Rounding must not let a path chase its own tail.
                    var reached = a == b ? double.PositiveInfinity : _distance[a] + Price(a, b);
                    if (reached < _distance[b] && !OnPath(a, b))
                    {
                        (_distance[b], _from[b], changed) = (reached, a, true);
                    }
                }
            }
        }
    }

    private bool OnPath(int node, int sought)
    {
        for (; _from[node] != node; node = _from[node])
        {
            if (node == sought)
            {
                return true;
            }
        }

        return node == sought;
    }

    private double Price(int a, int b)
    {
        if (b == Sink)
        {
            return _passed[a] < _maximum ? 0 : double.PositiveInfinity;
        }

        return a != Sink ? _moves[(a * _clusters) + b].Cheapest(Labels, a) : _passed[b] > _minimum ? 0 : double.PositiveInfinity;
    }

    private void LoadMoves()
    {
        var first = new List<(int, (double, int))>[_moves.Length];
        for (var i = 0; i < _moves.Length; i++)
        {
            _moves[i] = new MoveQueue();
            first[i] = [];
        }

        for (var row = 0; row < _rows; row++)
        {
            for (var c = 0; c < _clusters; c++)
            {
                first[(Labels[row] * _clusters) + c].Add((row, (Extra(row, Labels[row], c), row)));
            }
        }

        Parallel.For(0, _moves.Length, i =>
        {
            if (i / _clusters != i % _clusters)
            {
                _moves[i].Load(first[i]);
            }
        });
    }

    private double Extra(int row, int from, int to) => _cost[(row * _clusters) + to] - _cost[(row * _clusters) + from];

    private void Move(int a, int b)
    {
        var row = _moves[(a * _clusters) + b].Take();
        Labels[row] = b;
        _sizes[a]--;
        _sizes[b]++;
        for (var c = 0; c < _clusters; c++)
        {
            if (c != b)
            {
                _moves[(b * _clusters) + c].Add(Extra(row, b, c), row);
            }
        }
    }

    /// <summary>The cost, and the dual bound at the prices by which no move along any cycle saves anything.</summary>
    private void Measure()
    {
        Array.Clear(_distance);
        Relax();
        double[] price = [.. Enumerable.Range(0, _clusters).Select(c => _distance[Sink] - _distance[c])];
        for (var row = 0; row < _rows; row++)
        {
            var own = _cost.AsSpan(row * _clusters, _clusters);
            Cost += own[Labels[row]];
            var least = double.PositiveInfinity;
            for (var c = 0; c < _clusters; c++)
            {
                least = Math.Min(least, own[c] + price[c]);
            }

            Bound += least;
        }

        foreach (var of in price)
        {
            Bound -= of * (of > 0 ? _maximum : _minimum);
        }
    }
}
