using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting.Events;

/// <summary>The seasonal profile of a group of series, which a series too sparse to show one of its own can borrow: factors with mean one by bucket of the season.</summary>
/// <remarks>Classical decomposition of the group's sum; a group whose autocorrelation at the season is not significant has a flat profile. Borrowing a weekday profile from department or store is most of what separates flat intermittent methods from the leaders of the M5 competition.</remarks>
public static class SeasonalProfile
{
    /// <summary>The profile of each series' group.</summary>
    /// <param name="demand">All series on one calendar; NaN = missing.</param>
    /// <param name="groupOf">Group of each series, shape (series), each in [0, groups).</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="season">Buckets in a season, at least 2.</param>
    /// <returns>Factors by group and calendar bucket modulo season, shape (groups × season).</returns>
    public static double[] Of(DemandPanel demand, IReadOnlyList<int> groupOf, int groups, int season)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(groupOf.Count, demand.Count, nameof(groupOf));
        ArgumentOutOfRangeException.ThrowIfLessThan(season, 2);
        var profiles = new double[groups * season];
        Array.Fill(profiles, 1);
        for (var group = 0; group < groups; group++)
        {
            int[] members = [.. Enumerable.Range(0, demand.Count).Where(i => groupOf[i] == group && demand.Length(i) > 0)];
            if (members.Length > 0)
            {
                Write(demand, members, profiles.AsSpan(group * season, season));
            }
        }

        return profiles;
    }

    private static void Write(DemandPanel demand, int[] members, Span<double> profile)
    {
        var (first, last) = (members.Min(demand.FirstBucket), members.Max(demand.LastBucket));
        var sum = new double[last - first + 1];
        foreach (var member in members)
        {
            var values = demand[member];
            for (var t = 0; t < values.Length; t++)
            {
                sum[demand.FirstBucket(member) - first + t] += double.IsFinite(values[t]) && values[t] > 0 ? values[t] : 0;
            }
        }

        var season = profile.Length;
        if (sum.Length < 2 * season || !SeasonalIndices.AreThere(sum, season))
        {
            return;
        }

        Span<double> factors = new double[season];
        if (SeasonalIndices.Factors(sum, season, factors))
        {
            for (var i = 0; i < season; i++)
            {
                profile[(((first + i) % season) + season) % season] = factors[i];
            }
        }
    }
}
