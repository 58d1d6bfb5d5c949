namespace SegmentationML.Core.Inventory;

/// <summary>A cycle service level: the probability that a replenishment cycle ends without a stock-out (alpha). Not a fill rate: a fill rate counts units.</summary>
public readonly record struct ServiceLevel
{
    /// <summary>Takes a probability.</summary>
    /// <param name="probability">In (0, 1).</param>
    public ServiceLevel(double probability) => Probability = probability is > 0 and < 1
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A service level lies in (0, 1): write 0.95, not 95.");

    /// <summary>In (0, 1).</summary>
    public double Probability { get; }
}
