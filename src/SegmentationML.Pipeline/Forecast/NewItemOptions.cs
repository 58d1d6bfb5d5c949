using SegmentationML.Core;
using SegmentationML.Core.Forecasting.NewItems;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>How new items are forecast: by what like items did when they were new. A lone name stands for <see cref="Like"/>.</summary>
[YamlShorthand(nameof(Like))]
public sealed record NewItemOptions : AlgorithmOptions
{
    /// <summary>Columns whose groups hold like items, the nearest likeness first, such as <c>[level_3, level_1, total]</c>: where a group has fewer than three launches, the next column is asked.</summary>
    public required IReadOnlyList<string> Like { get; init; }

    /// <summary>Buckets from its first demand in which an item is new. Default 13.</summary>
    public int Age { get; init; } = 13;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Age is < 2 or > LaunchOptions.LongestAge)
        {
            yield return new Problem("SEG-FCST-112", $"forecast.new_items.age is {Age}.", $"Set a number of buckets from 2 to {LaunchOptions.LongestAge}; 13 is usual.");
        }

        if (Like.Count == 0)
        {
            yield return new Problem("SEG-FCST-106", "forecast.new_items.like names no column.", "Name columns of products or customers, such as level_1, or total.");
        }

        foreach (var twice in Like.CountBy(static column => column).Where(static c => c.Value > 1))
        {
            yield return new Problem("SEG-FCST-106", $"forecast.new_items.like names '{twice.Key}' {twice.Value} times.", "Name each column once, the nearest likeness first.");
        }
    }
}
