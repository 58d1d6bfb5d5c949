using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Core.Accuracy;

/// <summary>WRMSSE and WSPL: the scaled errors of all nodes of a hierarchy, weighted within each level, each level of the same weight.</summary>
/// <remarks>Makridakis, Spiliotis and Assimakopoulos (2022), International Journal of Forecasting 38(4), 1346-1364, with twelve levels and the revenue of the last 28 days as weight.</remarks>
public static class WeightedScaledError
{
    /// <summary>Weighs scores that were measured before: RMSSE gives WRMSSE, the mean SPL over the quantiles gives WSPL.</summary>
    /// <param name="hierarchy">The levels.</param>
    /// <param name="scores">Score of each node, shape (nodes); NaN = none.</param>
    /// <param name="bottomWeights">Weight of each bottom series, at least 0, shape (bottom): its revenue, for example; a node has the sum of its series.</param>
    public static WeightedScore Weigh(SeriesHierarchy hierarchy, ReadOnlySpan<double> scores, ReadOnlySpan<double> bottomWeights)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, hierarchy.NodeCount, nameof(scores));
        var weights = new double[hierarchy.NodeCount];
        hierarchy.Aggregate(bottomWeights, 1, weights);
        var levels = new double[hierarchy.Levels.Count];
        var (leftOut, share, total, counted) = (0, 0.0, 0.0, 0);
        for (var level = 0; level < levels.Length; level++)
        {
            var (value, missing, lost) = OfLevel(hierarchy.NodesOf(level), scores, weights);
            levels[level] = value;
            leftOut += missing;
            share += lost / levels.Length;
            (total, counted) = double.IsNaN(value) ? (total, counted) : (total + value, counted + 1);
        }

        return new WeightedScore(counted == 0 ? double.NaN : total / counted, levels, leftOut, share);
    }

    /// <summary>WRMSSE of forecasts for every node.</summary>
    /// <param name="hierarchy">The levels.</param>
    /// <param name="history">Demand of the bottom series before the forecast, shape (bottom × n).</param>
    /// <param name="actual">Demand of the bottom series in the buckets forecast, shape (bottom × h).</param>
    /// <param name="forecast">Mean forecast of every node, shape (nodes × h).</param>
    /// <param name="bottomWeights">Weight of each bottom series, at least 0.</param>
    public static WeightedScore Rmsse(SeriesHierarchy hierarchy, ReadOnlySpan<double> history, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast, ReadOnlySpan<double> bottomWeights)
    {
        var before = history.Length / hierarchy.BottomCount;
        var horizon = actual.Length / hierarchy.BottomCount;
        ArgumentOutOfRangeException.ThrowIfNotEqual(forecast.Length, hierarchy.NodeCount * horizon, nameof(forecast));
        var pasts = new double[hierarchy.NodeCount * before];
        var comings = new double[hierarchy.NodeCount * horizon];
        hierarchy.Aggregate(history, before, pasts);
        hierarchy.Aggregate(actual, horizon, comings);
        var scores = new double[hierarchy.NodeCount];
        for (var node = 0; node < scores.Length; node++)
        {
            scores[node] = RootMeanSquaredScaledError.Measure(
                pasts.AsSpan(node * before, before), comings.AsSpan(node * horizon, horizon), forecast.Slice(node * horizon, horizon));
        }

        return Weigh(hierarchy, scores, bottomWeights);
    }

    private static (double Value, int LeftOut, double Share) OfLevel(Range nodes, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var (sum, scored, all, leftOut) = (0.0, 0.0, 0.0, 0);
        for (var node = nodes.Start.Value; node < nodes.End.Value; node++)
        {
            all += weights[node];
            if (double.IsNaN(scores[node]))
            {
                leftOut += weights[node] > 0 ? 1 : 0;
                continue;
            }

            sum += weights[node] * scores[node];
            scored += weights[node];
        }

        return (scored > 0 ? sum / scored : double.NaN, leftOut, all > 0 ? 1 - (scored / all) : 0);
    }
}
