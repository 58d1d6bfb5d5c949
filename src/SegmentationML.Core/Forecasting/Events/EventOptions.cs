namespace SegmentationML.Core.Forecasting.Events;

/// <summary>Options of estimating what events do to demand.</summary>
public sealed record EventOptions : AlgorithmOptions
{
    /// <summary>Buckets without an event, on either side of one, whose mean is what would have been asked for without it, at least 1. Default 8.</summary>
    public int Neighbours { get; init; } = 8;

    /// <summary>Event buckets that the effect common to all series weighs as much as, at least 0. Default 4: a series with four event buckets is half its own.</summary>
    public double PriorBuckets { get; init; } = 4;

    /// <summary>Largest factor that is believed, above 1. Default 20.</summary>
    public double LargestFactor { get; init; } = 20;

    /// <summary>Factor below which a bucket of the past tells nothing of the demand without the event and is taken as missing, in (0, 1). Default 0.1.</summary>
    public double LeastFactor { get; init; } = 0.1;

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        if (Neighbours < 1 || !(PriorBuckets >= 0) || double.IsInfinity(PriorBuckets))
        {
            yield return new Problem("SEG-FCST-220", $"events.neighbours is {Neighbours} and prior_buckets {PriorBuckets}.", "They are at least 1 and 0; 8 and 4 are usual.");
        }

        if (!(LargestFactor > 1) || !(LeastFactor > 0 && LeastFactor < 1))
        {
            yield return new Problem("SEG-FCST-221", $"events.largest_factor is {LargestFactor} and least_factor {LeastFactor}.", "They are above 1 and in (0, 1); 20 and 0.1 are usual.");
        }
    }
}
