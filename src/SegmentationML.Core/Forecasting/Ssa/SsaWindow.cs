namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The window of singular spectrum analysis when none is given.</summary>
/// <remarks>Golyandina, Nekrutkin and Zhigljavsky (2001), Analysis of Time Series Structure, §1.6: at most half of the series, and a multiple of the period.</remarks>
public static class SsaWindow
{
    /// <summary>Largest window that is chosen unasked.</summary>
    public const int LargestChosen = 52;

    /// <summary>Window without a season.</summary>
    private const int WithoutSeason = 24;

    /// <summary>The largest multiple of the season that is at most half of the history and at most 52; without one, half of the history, at most 24 when there is no season.</summary>
    /// <param name="length">Buckets of history, at least 4.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    public static int Choose(int length, int season)
    {
        var most = Math.Min(length / 2, LargestChosen);
        if (season == 1)
        {
            return Math.Min(most, WithoutSeason);
        }

        return season <= most ? most / season * season : most;
    }
}
