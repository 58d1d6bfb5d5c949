namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Sums the scores of the series up by method and class.</summary>
internal static class Leaderboard
{
    /// <summary>The rows: all series first, then class by class, each ordered by RMSSE.</summary>
    /// <param name="methods">Names; the last is the choice.</param>
    /// <param name="classes">Class of each series.</param>
    /// <param name="scores">One a method.</param>
    /// <param name="all">Name of the class of all series.</param>
    public static IEnumerable<LeaderboardRow> Rows(string[] methods, string[] classes, SeriesScores[] scores, string all)
    {
        var best = Best(scores, classes.Length);
        foreach (var name in classes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Prepend(all))
        {
            int[] series = [.. Enumerable.Range(0, classes.Length).Where(i => name == all || classes[i] == name)];
            LeaderboardRow[] rows = [.. methods.Select((method, m) => Row(name, method, series, scores[m], m == methods.Length - 1 ? null : [.. series.Where(i => best[i] == m)])).Where(static r => r.Series > 0)];
            foreach (var row in rows.OrderByDescending(static r => r.Series).ThenBy(static r => r.Rmsse ?? double.MaxValue))
            {
                yield return row;
            }
        }
    }

    /// <summary>The method with the least RMSSE in each series, the choice aside; -1 where none has one.</summary>
    private static int[] Best(SeriesScores[] scores, int count)
    {
        var best = new int[count];
        for (var i = 0; i < count; i++)
        {
            (best[i], var least) = (-1, double.PositiveInfinity);
            for (var m = 0; m < scores.Length - 1; m++)
            {
                if (scores[m].Rmsse(i) < least)
                {
                    (best[i], least) = (m, scores[m].Rmsse(i));
                }
            }
        }

        return best;
    }

    private static LeaderboardRow Row(string name, string method, int[] series, SeriesScores scores, int[]? wins)
    {
        int[] scored = [.. series.Where(i => scores.Origins[i] > 0)];
        var unit = scored.Select(i => scores.Units[i]).DefaultIfEmpty(1).Max();
        double Total(double[] sums) => scored.Sum(i => sums[i] * (scores.Units[i] / unit));
        var demand = Total(scores.Demand);
        var scaled = scored.Count(i => !double.IsNaN(scores.Rmsse(i)));
        return new LeaderboardRow(
            name,
            method,
            scored.Length,
            Mean(scored, scores.Rmsse),
            Mean(scored, scores.Mase),
            Mean(scored, scores.Smape),
            Known(Total(scores.Absolute) / demand),
            Known(Total(scores.Errors) / demand),
            Mean(scored, scores.Pinball),
            wins is null || scaled == 0 ? null : (double)wins.Length / scaled,
            scored.Length - scaled);
    }

    private static double? Mean(int[] series, Func<int, double> score)
        => Known(series.Select(score).Where(static s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).Average());

    private static double? Known(double value) => double.IsFinite(value) ? value : null;
}
