namespace SegmentationML.Pipeline.Report.Html;

/// <summary>Numbers as a reader wants them; what is not known is a dash.</summary>
internal static class Figures
{
    private const string Unknown = "–";
    private const string Narrow = "\u202F";

    /// <summary>A count: 1,234.</summary>
    public static string Count(long value) => value.ToString("N0");

    /// <summary>A count in little room: 9,876, 86 k, 18.6 M.</summary>
    public static string Rows(long value) => value < 10_000 ? Count(value) : Amount(value);

    /// <summary>A share: 12.3 %.</summary>
    public static string Share(double share) => double.IsNaN(share) ? Unknown : share switch
    {
        < 0 and > -0.0005 => $"0.0{Narrow}%",
        > 0 and < 0.0001 => $"< 0.01{Narrow}%",
        > 0 and < 0.001 => $"{share * 100:0.00}{Narrow}%",
        > 0.9995 and < 1 => $"{Math.Floor(share * 1e4) / 100:0.00}{Narrow}%",
        _ => $"{Signed(share * 100, "0.0")}{Narrow}%",
    };

    /// <summary>A share with its sign: +12.3 %.</summary>
    public static string SignedShare(double share) => double.IsNaN(share) ? Unknown : Math.Abs(share) < 0.0005 ? $"±0.0{Narrow}%" : $"{(share >= 0 ? "+" : "−")}{Share(Math.Abs(share))}";

    /// <summary>A large amount: 13.0 M.</summary>
    /// <param name="value">The amount.</param>
    /// <param name="grouped">All digits, in groups: 13,029,719.</param>
    public static string Amount(double value, bool grouped = false) => double.IsNaN(value) ? Unknown : Math.Abs(value) switch
    {
        >= 1e4 when grouped => Signed(value, "N0"),
        >= 1e9 => $"{Signed(value / 1e9, "0.00")}{Narrow}bn",
        >= 1e6 => $"{Signed(value / 1e6, "0.0")}{Narrow}M",
        >= 1e4 => $"{Signed(value / 1e3, "0")}{Narrow}k",
        _ => Number(value),
    };

    /// <summary>A number with three digits that count: 0.734, 12.3, 1,234.</summary>
    public static string Number(double value) => double.IsNaN(value) ? Unknown : Math.Abs(value) switch
    {
        < 1000 when value == Math.Round(value) => Signed(value, "0"),
        >= 1000 => Signed(value, "N0"),
        >= 100 => Signed(value, "0"),
        >= 10 => Signed(value, "0.0"),
        >= 0.1 => Signed(value, "0.00"),
        >= 0.001 => Signed(value, "0.0000"),
        _ => Signed(value, "0.0e0"),
    };

    /// <summary>A number with one decimal: 41.2.</summary>
    public static string Tenths(double value) => double.IsNaN(value) ? Unknown : Signed(Math.Round(value, 1) + 0.0, "0.0");

    /// <summary>An error measure: three decimals.</summary>
    public static string Error(double value) => double.IsNaN(value) ? Unknown : value.ToString("0.000");

    /// <summary>A time: 0.42 s, 12 s, 3 min 20 s.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        < 0.01 => $"{time.TotalMilliseconds:0.0}{Narrow}ms",
        < 10 => $"{time.TotalSeconds:0.00}{Narrow}s",
        < 120 => $"{time.TotalSeconds:0}{Narrow}s",
        _ => $"{(int)time.TotalMinutes}{Narrow}min {time.Seconds}{Narrow}s",
    };

    /// <summary>A date: 2025-12-31.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd");

    /// <summary>A word for a number of things: 1 week, 3 weeks.</summary>
    public static string Of(long count, string thing) => $"{Count(count)} {(count == 1 ? thing : Plural(thing))}";

    /// <summary>A word at the start of a line or heading.</summary>
    public static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    /// <summary>The plural of an English noun of our field.</summary>
    public static string Plural(string thing) => thing.EndsWith('y') ? thing[..^1] + "ies" : thing + "s";

    /// <summary>With a true minus sign, as wide as a digit.</summary>
    private static string Signed(double value, string format) => value.ToString(format).Replace('-', '−');
}
