namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>What came of a back-test of a file.</summary>
public sealed record FileBackTestReport
{
    /// <summary>Series in the file.</summary>
    public required int Series { get; init; }

    /// <summary>Series that could be scored at one origin at least.</summary>
    public required int Scored { get; init; }

    /// <summary>The frequency used, as its letter.</summary>
    public required string Frequency { get; init; }

    /// <summary>Buckets in a season.</summary>
    public required int Season { get; init; }

    /// <summary>Buckets forecast at each origin.</summary>
    public required int Horizon { get; init; }

    /// <summary>Origins, a horizon apart.</summary>
    public required int Origins { get; init; }

    /// <summary>What was seen while reading.</summary>
    public required SeriesFileCounts Counts { get; init; }

    /// <summary>What people should know of the file.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Methods by class, ALL first, each ordered by RMSSE.</summary>
    public required IReadOnlyList<LeaderboardRow> Leaderboard { get; init; }

    /// <summary>Series that were not scored, by the reason in words.</summary>
    public required IReadOnlyDictionary<string, int> NotScored { get; init; }

    /// <summary>How the classes are told apart.</summary>
    public required string Definition { get; init; }
}
