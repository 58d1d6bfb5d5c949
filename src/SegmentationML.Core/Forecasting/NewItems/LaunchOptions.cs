namespace SegmentationML.Core.Forecasting.NewItems;

/// <summary>Options of forecasting new items by what like items did when they were new.</summary>
public sealed record LaunchOptions : AlgorithmOptions
{
    /// <summary>Buckets after its first demand in which an item is new, and over which the curve runs, at least 2. Default 13.</summary>
    public int Ages { get; init; } = 13;

    /// <summary>Buckets of an item's own demand that the level of the like items weighs as much as, above 0. Default 4.</summary>
    public double PriorBuckets { get; init; } = 4;

    /// <summary>Like items that a curve needs, at least 1. Default 3.</summary>
    public int LeastItems { get; init; } = 3;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Ages < 2 || LeastItems < 1 || !(PriorBuckets > 0) || double.IsInfinity(PriorBuckets))
        {
            yield return new Problem("SEG-FCST-223", $"launch.ages is {Ages}, least_items {LeastItems} and prior_buckets {PriorBuckets}.", "They are at least 2 and 1, and above 0; 13, 3 and 4 are usual.");
        }
    }
}
