using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Drivers and units as a planner says them.</summary>
public static class DriverWords
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["active_buckets"] = "history",
        ["active_periods"] = "history",
        ["demand_buckets"] = "time with demand",
        ["idle_buckets"] = "time since the last demand",
        ["recency_days"] = "time since the last order",
        ["first_order_days"] = "time since the first order",
        ["order_count"] = "number of orders",
        ["line_count"] = "number of order lines",
        ["product_count"] = "number of products",
        ["customer_count"] = "number of customers",
        ["quantity"] = "quantity sold",
        ["cv"] = "variability (CV)",
        ["cv_deseasonalised"] = "variability without trend and season",
        ["cv_promotion_cleansed"] = "variability without promotions",
        ["forecast_error_cv"] = "forecast error",
        ["adi"] = "interval between demands",
        ["squared_cv"] = "squared variability of the sizes",
        ["season_strength"] = "strength of the season",
        ["top_customer_share"] = "share of the largest customer",
        ["decayed_value"] = "recent value",
        ["effective_lines"] = "recent order lines",
        ["boundary_distance"] = "distance to the boundary",
        ["score"] = "weighted score",
    };

    private static readonly Dictionary<string, (string High, string Low)> Extremes = new(StringComparer.Ordinal)
    {
        ["recency_days"] = ("last order * long ago", "ordered * lately"),
        ["first_order_days"] = ("* long known", "* newly won"),
        ["order_count"] = ("many orders", "few orders"),
        ["line_count"] = ("many order lines", "few order lines"),
        ["product_count"] = ("many products", "few products"),
        ["customer_count"] = ("many customers", "few customers"),
        ["return_share"] = ("many returns", "few returns"),
        ["quantity"] = ("large quantity", "small quantity"),
        ["mean_demand"] = ("large demand", "small demand"),
        ["cv"] = ("volatile", "steady"),
        ["cv_deseasonalised"] = ("volatile", "steady"),
        ["adi"] = ("seldom asked for", "often asked for"),
        ["squared_cv"] = ("* uneven sizes", "* even sizes"),
        ["trend"] = ("growing", "shrinking"),
        ["season_strength"] = ("season * strong", "season * weak"),
        ["active_buckets"] = ("long history", "short history"),
        ["idle_buckets"] = ("* long without demand", "awake"),
    };

    /// <summary>A driver's name in words: <c>net_revenue</c> is net revenue.</summary>
    /// <param name="driver">The feature.</param>
    public static string Of(string driver) => Names.GetValueOrDefault(driver) ?? driver.Replace('_', ' ');

    /// <summary>What much or little of a driver is called: many orders, last order very long ago.</summary>
    /// <param name="driver">The feature.</param>
    /// <param name="high">Much.</param>
    /// <param name="grade">The word for how much; it stands where the phrase has its star, else before it.</param>
    public static string Extreme(string driver, bool high, string grade = "")
    {
        var phrase = Extremes.TryGetValue(driver, out var words) ? (high ? words.High : words.Low) : $"{(high ? "high" : "low")} {Of(driver)}";
        var graded = phrase.Contains('*', StringComparison.Ordinal) ? phrase.Replace("*", grade, StringComparison.Ordinal) : $"{grade} {phrase}";
        return graded.Replace("  ", " ", StringComparison.Ordinal).Trim();
    }

    /// <summary>A feature's unit with the currency and the bucket of the run put in: <c>GBP</c> for currency, <c>units/week</c> for units/bucket; empty for a plain ratio.</summary>
    /// <param name="unit">The unit as the feature declares it.</param>
    /// <param name="currency">ISO code; null when there is none.</param>
    /// <param name="bucket">The period of the series.</param>
    public static string Unit(string? unit, string? currency, Bucket bucket) => unit is null or "1" ? "" : string.Join('/', unit.Split('/').Select(part => part switch
    {
        "currency" => currency ?? part,
        "bucket" or "buckets" => Singular(bucket) + (part.EndsWith('s') ? "s" : ""),
        _ => part,
    }));

    /// <summary>A bucket in words: week.</summary>
    /// <param name="bucket">The period.</param>
    public static string Singular(Bucket bucket) => bucket.ToString().ToLowerInvariant();

    /// <summary>A value with its unit: 128,882 GBP, 0.772, 4 %.</summary>
    /// <param name="value">The number; NaN is not known.</param>
    /// <param name="unit">Its unit; null, empty or 1 for a plain ratio.</param>
    public static string Value(double value, string? unit)
        => double.IsNaN(value) ? "not known" : unit is null or "" or "1" ? Number(value) : $"{Number(value)} {(Math.Abs(value) == 1 && unit.EndsWith('s') && !unit.Contains('/', StringComparison.Ordinal) ? unit[..^1] : unit)}";

    /// <summary>A number with the digits that count: 128,882, 404.9, 0.772.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value) => double.IsNaN(value) ? "not known" : Math.Abs(value) switch
    {
        double.PositiveInfinity => value > 0 ? "any" : "none",
        >= 1000 => value.ToString("N0"),
        >= 100 => value.ToString("0.#"),
        >= 10 => value.ToString("0.##"),
        0 => "0",
        >= 0.001 => value.ToString("0.####"),
        _ => value.ToString("0.0e0"),
    };
}
