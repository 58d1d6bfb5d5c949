namespace SegmentationML.Core.Segmentation;

/// <summary>How long the season is in which an entity sells at all.</summary>
public static class SeasonStretch
{
    /// <summary>The shortest stretch of the cycle, read around its end, that holds every period with demand.</summary>
    /// <param name="demandPeriods">Periods with demand, from 0, ascending.</param>
    /// <param name="cycle">Periods in a season's cycle, such as 52 weeks, at least 2.</param>
    /// <returns>Its length; 0 with demand in fewer than two cycles, or when the stretch is longer than half of the cycle.</returns>
    public static int Of(ReadOnlySpan<int> demandPeriods, int cycle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cycle, 2);
        if (demandPeriods.IsEmpty || demandPeriods[^1] / cycle == demandPeriods[0] / cycle)
        {
            return 0;
        }

        var held = new bool[cycle];
        foreach (var period in demandPeriods)
        {
            held[period % cycle] = true;
        }

        // The longest gap of the circle is what the season leaves out.
        var (gap, longest) = (0, 0);
        for (var step = 0; step < 2 * cycle; step++)
        {
            gap = held[step % cycle] ? 0 : gap + 1;
            longest = Math.Max(longest, gap);
        }

        var stretch = cycle - Math.Min(longest, cycle);
        return 2 * stretch <= cycle ? stretch : 0;
    }
}
