using SegmentationML.Core.Accuracy;
using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Sums the scores of a hierarchy's back-test up over the origins.</summary>
/// <param name="hierarchy">The levels.</param>
internal sealed class HierarchyTally(SeriesHierarchy hierarchy)
{
    private readonly Dictionary<string, List<WeightedScore>> _scores = new(StringComparer.Ordinal);
    private readonly double[] _sums = new double[hierarchy.Levels.Count * hierarchy.BottomCount];
    private readonly int[] _counts = new int[hierarchy.Levels.Count * hierarchy.BottomCount];

    /// <summary>Adds the score of a way of reconciling at an origin.</summary>
    public void Add(string method, WeightedScore score)
    {
        if (!_scores.TryGetValue(method, out var list))
        {
            _scores[method] = list = [];
        }

        list.Add(score);
    }

    /// <summary>Adds the errors of the bottom series when a level is forecast and shared out.</summary>
    public void AddBottom(int level, HierarchyPanel past, double[] actual, ReadOnlySpan<double> forecast, int horizon)
    {
        var known = past.History.Length / hierarchy.BottomCount;
        for (var s = 0; s < hierarchy.BottomCount; s++)
        {
            var error = RootMeanSquaredScaledError.Measure(past.History.AsSpan(s * known, known), actual.AsSpan(s * horizon, horizon), forecast.Slice(s * horizon, horizon));
            if (!double.IsNaN(error))
            {
                _sums[(level * hierarchy.BottomCount) + s] += error;
                _counts[(level * hierarchy.BottomCount) + s]++;
            }
        }
    }

    /// <summary>Mean error of each bottom series by level forecast, shape (levels × bottom).</summary>
    public double[] BottomErrors() => [.. _sums.Select((sum, i) => sum / _counts[i])];

    /// <summary>The rows, ways in the order of their mean over the levels.</summary>
    public IReadOnlyList<HierarchyAccuracyRow> Rows(string all)
        => [.. _scores.OrderBy(static s => Mean(s.Value.Select(static v => v.Value)) ?? double.MaxValue).SelectMany(s => (HierarchyAccuracyRow[])
        [
            new(s.Key, all, Mean(s.Value.Select(static v => v.Value)), s.Value.Sum(static v => v.LeftOut)),
            .. hierarchy.Levels.Select((level, i) => new HierarchyAccuracyRow(s.Key, level.Name, Mean(s.Value.Select(v => v.ByLevel[i])), 0)),
        ])];

    private static double? Mean(IEnumerable<double> values) => values.Where(static v => !double.IsNaN(v)).DefaultIfEmpty(double.NaN).Average() is var mean && double.IsNaN(mean) ? null : mean;
}
