namespace SegmentationML.Core.Clustering.Rules;

/// <summary>Learns a shallow tree of questions about the raw features that gives the clusters again.</summary>
/// <remarks>Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees: each question lowers the Gini impurity most; of equal ones the first feature, then the lowest threshold. Thresholds lie halfway between neighbouring values.</remarks>
public sealed class RuleTreeLearner
{
    private readonly FeatureTable _table;
    private readonly int[] _labels;
    private readonly int _clusters;
    private readonly RuleTreeOptions _options;
    private readonly List<RuleNode> _nodes = [];

    private RuleTreeLearner(FeatureTable table, int[] labels, int clusters, RuleTreeOptions options)
    {
        _table = table;
        _labels = labels;
        _clusters = clusters;
        _options = options;
    }

    /// <summary>Learns and measures.</summary>
    /// <param name="table">Raw features.</param>
    /// <param name="labels">Cluster by row in the caller's order; negative ones are left out.</param>
    /// <param name="clusters">Number of clusters.</param>
    /// <param name="options">Depth and sizes.</param>
    public static RuleTree Learn(FeatureTable table, int[] labels, int clusters, RuleTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        int[] rows = [.. Enumerable.Range(0, table.Rows).Select(table.RowAt).Where(row => labels[row] >= 0)];
        if (labels.Length != table.Rows || rows.Length == 0)
        {
            throw new ProblemException(ClusteringProblems.Labels($"are {labels.Length} for {table.Rows} rows, {rows.Length} of them in a cluster"));
        }

        var learner = new RuleTreeLearner(table, labels, clusters, options);
        learner.Grow(rows.Length <= options.SampleRows ? rows : [.. RowSample.Indices(rows.Length, options.SampleRows, 1).Select(i => rows[i])], options.Depth);
        return learner.Measured(rows);
    }

    private RuleTree Measured(int[] rows)
    {
        var tree = new RuleTree(_table.Names, _table.Levels, _nodes, 0, []);
        var right = new long[_clusters];
        var all = new long[_clusters];
        foreach (var row in rows)
        {
            all[_labels[row]]++;
            right[_labels[row]] += tree.Label(_table.Values.AsSpan(row * _table.Columns, _table.Columns)) == _labels[row] ? 1 : 0;
        }

        return tree with { Fidelity = (double)right.Sum() / rows.Length, ClusterFidelity = [.. right.Select((count, c) => all[c] == 0 ? double.NaN : (double)count / all[c])] };
    }

    private int Grow(int[] rows, int depth)
    {
        var counts = Counts(rows);
        var label = Array.IndexOf(counts, counts.Max());
        var node = _nodes.Count;
        _nodes.Add(new RuleNode(-1, double.NaN, -1, -1, label, rows.Length, (double)counts[label] / rows.Length));
        if (depth == 0 || counts[label] == rows.Length || Best(rows, counts) is not { Feature: >= 0 } split)
        {
            return node;
        }

        var asked = _nodes[node] with { Feature = split.Feature, Threshold = split.Threshold };
        var probe = new RuleTree(_table.Names, _table.Levels, [], 0, []);
        var yes = Grow([.. rows.Where(row => probe.IsYes(asked, Value(row, split.Feature)))], depth - 1);
        var no = Grow([.. rows.Where(row => !probe.IsYes(asked, Value(row, split.Feature)))], depth - 1);
        _nodes[node] = asked with { Yes = yes, No = no };
        return node;
    }

    private (int Feature, double Threshold) Best(int[] rows, int[] counts)
    {
        var found = new (double Gain, double Threshold)[_table.Columns];
        Parallel.For(0, _table.Columns, feature => found[feature] = _table.Levels.TryGetValue(_table.Names[feature], out var levels) ? BestLevel(rows, counts, feature, levels.Count) : BestThreshold(rows, counts, feature));
        var best = -1;
        for (var feature = 0; feature < found.Length; feature++)
        {
            best = found[feature].Gain > 1e-9 * rows.Length && (best < 0 || found[feature].Gain > found[best].Gain) ? feature : best;
        }

        return best < 0 ? (-1, double.NaN) : (best, found[best].Threshold);
    }

    private (double Gain, double Threshold) BestThreshold(int[] rows, int[] counts, int feature)
    {
        // Missing values lie below all others.
        var keys = Array.ConvertAll(rows, row => double.IsNaN(Value(row, feature)) ? double.NegativeInfinity : Value(row, feature));
        var order = rows.ToArray();
        Array.Sort(keys, order);
        var (below, above) = (new int[_clusters], counts.ToArray());
        var (gain, threshold) = (0.0, double.NaN);
        for (var i = 0; i < order.Length - 1; i++)
        {
            below[_labels[order[i]]]++;
            above[_labels[order[i]]]--;
            if (keys[i] == keys[i + 1] || i + 1 < _options.LeastRows || order.Length - i - 1 < _options.LeastRows)
            {
                continue;
            }

            var lowered = Purity(below, i + 1) + Purity(above, order.Length - i - 1) - Purity(counts, order.Length);
            if (lowered > gain)
            {
                var middle = double.IsNegativeInfinity(keys[i]) ? Math.BitDecrement(keys[i + 1]) : keys[i] + ((keys[i + 1] - keys[i]) / 2);
                (gain, threshold) = (lowered, middle < keys[i + 1] ? middle : keys[i]);
            }
        }

        return (gain, threshold);
    }

    private (double Gain, double Threshold) BestLevel(int[] rows, int[] counts, int feature, int levels)
    {
        var by = new int[levels][];
        foreach (var row in rows.Where(row => !double.IsNaN(Value(row, feature))))
        {
            (by[(int)Value(row, feature)] ??= new int[_clusters])[_labels[row]]++;
        }

        var (gain, level) = (0.0, double.NaN);
        for (var l = 0; l < levels; l++)
        {
            var size = by[l]?.Sum() ?? 0;
            if (size >= _options.LeastRows && rows.Length - size >= _options.LeastRows)
            {
                int[] others = [.. counts.Select((count, c) => count - by[l][c])];
                var lowered = Purity(by[l], size) + Purity(others, rows.Length - size) - Purity(counts, rows.Length);
                (gain, level) = lowered > gain ? (lowered, l) : (gain, level);
            }
        }

        return (gain, level);
    }

    private double Value(int row, int feature) => _table.Values[((long)row * _table.Columns) + feature];

    private int[] Counts(int[] rows)
    {
        var counts = new int[_clusters];
        foreach (var row in rows)
        {
            counts[_labels[row]]++;
        }

        return counts;
    }

    /// <summary>Rows less their Gini impurity: Σ count² / rows.</summary>
    private static double Purity(int[] counts, int rows)
    {
        var sum = 0.0;
        foreach (var count in counts)
        {
            sum += (double)count * count;
        }

        return sum / rows;
    }
}
