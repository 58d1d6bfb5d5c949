using SegmentationML.Core.Numerics;

namespace SegmentationML.Core.Clustering.Prototypes;

/// <summary>One start of k-prototypes.</summary>
internal sealed class PrototypeRun
{
    private readonly PointTable _points;
    private readonly int _clusters;
    private readonly CategoryTable? _modes;
    private readonly PrototypeRule _rule;
    private readonly double[] _cost;

    public PrototypeRun(PointTable points, double[] weights, int clusters)
    {
        _points = points;
        _clusters = clusters;
        _modes = points.Categories is null ? null : points.Categories with { Codes = new int[clusters * points.Categories.Columns], Weights = weights };
        _rule = new PrototypeRule(new double[clusters * points.Dimensions], _modes, clusters);
        _cost = new double[points.Rows];
        Labels = new int[points.Rows];
    }

    public int[] Labels { get; }

    public double Cost { get; private set; }

    /// <summary>Starting rows that differ.</summary>
    public int Seeds { get; private set; }

    public int Iterations { get; private set; }

    public bool Converged { get; private set; }

    public void Run(ref SplitMix64 random, int maximumIterations, CancellationToken cancellationToken)
    {
        Seeds = Seed(ref random);
        if (Seeds < _clusters)
        {
            Cost = double.PositiveInfinity;
            return;
        }

        Assign(_clusters);
        for (Iterations = 1; Iterations < maximumIterations && !Converged; Iterations++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            RefillEmpty();
            Update();
            Converged = Assign(_clusters) == 0;
        }

        Cost = _cost.Sum();
    }

    /// <summary>The rule that gives these labels, clusters in another order.</summary>
    public PrototypeRule Rule(int[] order)
    {
        var dimensions = _points.Dimensions;
        double[] means = [.. order.SelectMany(cluster => _rule.Means.AsSpan(cluster * dimensions, dimensions).ToArray())];
        return new PrototypeRule(means, _modes is null ? null : _modes with { Codes = [.. order.SelectMany(cluster => _modes.Row(cluster).ToArray())] }, _clusters);
    }

    /// <summary>Takes the starting rows; fewer than asked when too few differ.</summary>
    private int Seed(ref SplitMix64 random)
    {
        Take(0, random.NextInt32(_points.Rows));
        for (var cluster = 1; cluster < _clusters; cluster++)
        {
            Assign(cluster);
            var total = _cost.Sum();
            if (!(total > 0))
            {
                return cluster;
            }

            var target = random.NextDouble() * total;
            var row = 0;
            for (var i = 0; i < _cost.Length && target >= 0; i++)
            {
                (row, target) = _cost[i] > 0 ? (i, target - _cost[i]) : (row, target);
            }

            Take(cluster, row);
        }

        return _clusters;
    }

    private void Take(int cluster, int row)
    {
        _points.Row(row).CopyTo(_rule.Means.AsSpan(cluster * _points.Dimensions));
        _points.Categories?.Row(row).CopyTo(_modes!.Codes.AsSpan(cluster * _modes.Columns));
    }

    /// <summary>Puts every row to its nearest prototype and counts those that change.</summary>
    private int Assign(int clusters)
    {
        var changes = 0;
        for (var row = 0; row < _cost.Length; row++)
        {
            var (nearest, least) = (0, _rule.Cost(_points, row, 0));
            for (var cluster = 1; cluster < clusters; cluster++)
            {
                var cost = _rule.Cost(_points, row, cluster);
                (nearest, least) = cost < least ? (cluster, cost) : (nearest, least);
            }

            changes += Labels[row] != nearest ? 1 : 0;
            (Labels[row], _cost[row]) = (nearest, least);
        }

        return changes;
    }

    private void RefillEmpty()
    {
        var sizes = new int[_clusters];
        foreach (var label in Labels)
        {
            sizes[label]++;
        }

        for (var empty = Array.IndexOf(sizes, 0); empty >= 0; empty = Array.IndexOf(sizes, 0))
        {
            var farthest = -1;
            for (var row = 0; row < _cost.Length; row++)
            {
                farthest = sizes[Labels[row]] > 1 && (farthest < 0 || _cost[row] > _cost[farthest]) ? row : farthest;
            }

            sizes[Labels[farthest]]--;
            sizes[empty] = 1;
            (Labels[farthest], _cost[farthest]) = (empty, 0);
        }
    }

    private void Update()
    {
        var dimensions = _points.Dimensions;
        var counts = new long[_clusters];
        Array.Clear(_rule.Means);
        for (var row = 0; row < Labels.Length; row++)
        {
            counts[Labels[row]]++;
            for (var d = 0; d < dimensions; d++)
            {
                _rule.Means[(Labels[row] * dimensions) + d] += _points.Row(row)[d];
            }
        }

        for (var i = 0; i < _rule.Means.Length; i++)
        {
            _rule.Means[i] /= counts[i / dimensions];
        }

        for (var column = 0; _modes is not null && column < _modes.Columns; column++)
        {
            UpdateModes(column);
        }
    }

    private void UpdateModes(int column)
    {
        var levels = _modes!.Levels[column];
        var counts = new int[_clusters * levels];
        for (var row = 0; row < Labels.Length; row++)
        {
            counts[(Labels[row] * levels) + _points.Categories!.Row(row)[column]]++;
        }

        for (var cluster = 0; cluster < _clusters; cluster++)
        {
            var own = counts.AsSpan(cluster * levels, levels);
            var mode = 0;
            for (var level = 1; level < levels; level++)
            {
                mode = own[level] > own[mode] ? level : mode;
            }

            _modes.Codes[(cluster * _modes.Columns) + column] = mode;
        }
    }
}
