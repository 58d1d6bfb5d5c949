namespace SegmentationML.Core.Hierarchy;

/// <summary>Chooses for each segment the level at which it is forecast.</summary>
public static class ForecastLevelChoice
{
    /// <summary>An error within this share of the least is a tie.</summary>
    private const double TieTolerance = 1e-9;

    /// <summary>The choice, with the error and the effort of every level beside it.</summary>
    /// <param name="hierarchy">The levels.</param>
    /// <param name="segments">The segment of each bottom series: a level of the hierarchy, or any other partition.</param>
    /// <param name="errors">Error of each bottom series when each level is forecast and shared out, shape (levels × bottom), such as RMSSE in a back-test; NaN = none.</param>
    public static IReadOnlyList<ForecastLevelRow> Choose(SeriesHierarchy hierarchy, HierarchyLevel segments, ReadOnlySpan<double> errors)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(errors.Length, hierarchy.Levels.Count * hierarchy.BottomCount, nameof(errors));
        var rows = new List<ForecastLevelRow>();
        for (var segment = 0; segment < segments.Groups.Count; segment++)
        {
            var own = new ForecastLevelRow[hierarchy.Levels.Count];
            for (var level = 0; level < own.Length; level++)
            {
                own[level] = Row(hierarchy, segments, segment, level, errors.Slice(level * hierarchy.BottomCount, hierarchy.BottomCount));
            }

            var least = own.Min(static row => double.IsNaN(row.Error) ? double.PositiveInfinity : row.Error);
            var chosen = own.Where(row => row.Error <= least * (1 + TieTolerance)).MinBy(static row => row.Forecasts);
            rows.AddRange(own.Select(row => row with { IsChosen = ReferenceEquals(row, chosen) }));
        }

        return rows;
    }

    private static ForecastLevelRow Row(SeriesHierarchy hierarchy, HierarchyLevel segments, int segment, int level, ReadOnlySpan<double> errors)
    {
        var nodes = new HashSet<int>();
        var (sum, count) = (0.0, 0);
        for (var series = 0; series < errors.Length; series++)
        {
            if (segments.GroupOf[series] != segment)
            {
                continue;
            }

            nodes.Add(hierarchy.NodeOf(level, series));
            if (!double.IsNaN(errors[series]))
            {
                sum += errors[series];
                count++;
            }
        }

        return new ForecastLevelRow(segments.Groups[segment], hierarchy.Levels[level].Name, nodes.Count, sum / count, count, IsChosen: false);
    }
}
