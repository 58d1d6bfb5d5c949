namespace SegmentationML.Core.Forecasting.Ssa;

/// <summary>The window of singular spectrum analysis when none is given.</summary>
/// <remarks>Golyandina, Nekrutkin and Zhigljavsky (2001), Analysis of Time Series Structure, §1.6: at most half of the series, and a multiple of the period.</remarks>
public static class SsaWindow
{
    /// <summary>Largest window that is chosen unasked.</summary>
    public const int LargestChosen = 60;

    /// <summary>Smallest window that is chosen where the history allows it.</summary>
    private const int Smallest = 4;

    /// <summary>Window without a season.</summary>
    private const int WithoutSeason = 8;

    /// <summary>The season, or its smallest multiple of at least 4; 8 without a season; never more than half of the history or 60.</summary>
    /// <param name="length">Buckets of history, at least 8.</param>
    /// <param name="season">Buckets in a season; 1 = none.</param>
    public static int Choose(int length, int season)
    {
        var most = Math.Min(length / 2, LargestChosen);
        var wanted = season == 1 ? WithoutSeason : (Smallest + season - 1) / season * season;
        return Math.Min(most, wanted);
    }
}
