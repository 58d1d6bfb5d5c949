namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The letters of the frequencies, their usual seasons, and the steps between their buckets.</summary>
public static class Frequencies
{
    private static readonly (Frequency Frequency, char Letter, int Season, int Months)[] Known =
    [
        (Frequency.None, 'N', 1, 0), (Frequency.Day, 'D', 7, 0), (Frequency.Week, 'W', 52, 0), (Frequency.Month, 'M', 12, 1), (Frequency.Quarter, 'Q', 4, 3), (Frequency.Year, 'Y', 1, 12),
    ];

    /// <summary>The letters that name a frequency.</summary>
    public static IReadOnlyList<string> Letters { get; } = [.. Known.Select(static k => $"{k.Letter}")];

    /// <summary>The frequency of a letter.</summary>
    public static Frequency Of(string letter) => Known.Single(k => letter.Length == 1 && k.Letter == char.ToUpperInvariant(letter[0])).Frequency;

    /// <summary>The letter of a frequency.</summary>
    public static char Letter(this Frequency frequency) => Known[(int)frequency].Letter;

    /// <summary>Buckets in the usual season; 1 = none.</summary>
    public static int UsualSeason(this Frequency frequency) => Known[(int)frequency].Season;

    /// <summary>Calendar months in a bucket; 0 where buckets are not made of months.</summary>
    public static int Months(this Frequency frequency) => Known[(int)frequency].Months;
}
