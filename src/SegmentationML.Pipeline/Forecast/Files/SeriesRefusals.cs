namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Why a series of a file cannot be put on its buckets: codes that stand beside those of the forecast.</summary>
public static class SeriesRefusals
{
    /// <summary>The rows without a series key.</summary>
    public const string NoName = "no-series-key";

    /// <summary>A row has no time, or one that cannot be read.</summary>
    public const string NoTime = "no-time";

    /// <summary>Two rows have the same time.</summary>
    public const string RepeatedTime = "repeated-time";

    /// <summary>Its rows do not lie on the buckets that the file has: another frequency.</summary>
    public const string OtherFrequency = "other-frequency";

    /// <summary>First and last row lie further apart than a series can be long.</summary>
    public const string TooLong = "too-long";

    /// <summary>What each code means.</summary>
    public static IReadOnlyDictionary<string, string> Meanings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [NoName] = "these rows have no series key",
        [NoTime] = "a row has no time that can be read",
        [RepeatedTime] = "two rows have the same time; --repeats sum adds them",
        [OtherFrequency] = "its rows lie at other distances than those of the file; forecast each frequency from a file of its own",
        [TooLong] = "its first and last row lie more than 100,000 buckets apart",
    };
}
