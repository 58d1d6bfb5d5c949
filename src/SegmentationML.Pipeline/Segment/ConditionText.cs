using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Reads conditions as definitions write them: <c>net_revenue: ">= 1000"</c>, <c>cv: [">= 0.5", "&lt; 1"]</c>, <c>abc: A|B</c>.</summary>
internal static class ConditionText
{
    private static readonly (string Sign, Comparison Comparison)[] Signs =
        [("<=", Comparison.AtMost), (">=", Comparison.AtLeast), ("!=", Comparison.NotEqual), ("<", Comparison.Below), (">", Comparison.Above), ("=", Comparison.Equal)];

    /// <summary>Lists comparisons that cannot be read.</summary>
    public static IEnumerable<Problem> Validate(string owner, IReadOnlyDictionary<string, IReadOnlyList<string>> when)
        => when.SelectMany(w => w.Value.Where(text => IsComparison(text) && Read(w.Key, text) is null).Select(text => new Problem(
            "SEG-SEGM-121", $"{owner}.when.{w.Key} is '{text}'.", "Write one of <, <=, =, !=, >=, > and a number, such as \">= 1000\"; or, for a dimension, its classes joined by '|'.")));

    /// <summary>The conditions; a name that is a dimension takes classes, any other a comparison.</summary>
    public static EntityCondition Parse(IReadOnlyDictionary<string, IReadOnlyList<string>> when, IReadOnlyCollection<string> dimensions)
    {
        var drivers = new List<DriverCondition>();
        var classes = new List<ClassCondition>();
        foreach (var (name, texts) in when)
        {
            if (dimensions.Contains(name) && !texts.Any(IsComparison))
            {
                classes.Add(new ClassCondition(name.ToUpperInvariant(), [.. texts.SelectMany(t => t.Split('|', StringSplitOptions.TrimEntries))]));
                continue;
            }

            foreach (var text in texts)
            {
                drivers.Add(Read(name, text) ?? throw new ProblemException(new Problem(
                    "SEG-SEGM-121", $"The condition {name}: '{text}' cannot be read.", $"Write a comparison such as \">= 1000\"; classes are for dimensions only ({string.Join(", ", dimensions)}).")));
            }
        }

        return new EntityCondition(drivers, classes);
    }

    /// <summary>The names that a condition reads as drivers.</summary>
    public static IEnumerable<string> DriversOf(IReadOnlyDictionary<string, IReadOnlyList<string>> when) => when.Where(w => w.Value.Any(IsComparison)).Select(w => w.Key);

    private static bool IsComparison(string text) => text.AsSpan().TrimStart() is { Length: > 0 } start && start[0] is '<' or '>' or '=' or '!';

    private static DriverCondition? Read(string driver, string text)
    {
        var trimmed = text.Trim();
        var sign = Array.Find(Signs, s => trimmed.StartsWith(s.Sign, StringComparison.Ordinal));
        return sign.Sign is not null && double.TryParse(trimmed[sign.Sign.Length..].Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new DriverCondition(driver, sign.Comparison, value)
            : null;
    }
}
