namespace SegmentationML.Core.Forecasting.NewItems;

/// <summary>Options of forecasting new items by what like items did when they were new.</summary>
public sealed record LaunchOptions : AlgorithmOptions
{
    /// <summary>Most buckets that a launch may take.</summary>
    public const int LongestAge = 1000;

    /// <summary>Buckets after its first demand in which an item is new, and over which the curve runs, from 2 to <see cref="LongestAge"/>. Default 13.</summary>
    public int Ages { get; init; } = 13;

    /// <summary>Buckets of an item's own demand that the level of the like items weighs as much as, above 0. Default 4.</summary>
    public double PriorBuckets { get; init; } = 4;

    /// <summary>Like items that a curve needs, at least 1. Default 3.</summary>
    public int LeastItems { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Ages is < 2 or > LongestAge)
        {
            yield return new Problem("SEG-FCST-223", $"New items are new for {Ages} buckets.", $"Set a number from 2 to {LongestAge}; 13 is usual.");
        }

        if (LeastItems < 1)
        {
            yield return new Problem("SEG-FCST-223", $"launch.least_items is {LeastItems}.", "Set it to 1 or more; 3 is usual.");
        }

        if (!(PriorBuckets > 0) || double.IsInfinity(PriorBuckets))
        {
            yield return new Problem("SEG-FCST-223", $"launch.prior_buckets is {PriorBuckets}.", "Set a finite number above 0; 4 is usual.");
        }
    }
}
