namespace SegmentationML.Core.Inventory;

/// <summary>A replenishment lead time.</summary>
public readonly record struct LeadTime
{
    /// <summary>Takes a mean and a spread.</summary>
    /// <param name="mean">Periods, at least 0.</param>
    /// <param name="deviation">Standard deviation in the same periods, at least 0.</param>
    public LeadTime(double mean, double deviation = 0)
    {
        Mean = mean >= 0 && double.IsFinite(mean) ? mean : throw new ArgumentOutOfRangeException(nameof(mean), mean, "A lead time is a number of periods from 0 up.");
        Deviation = deviation >= 0 && double.IsFinite(deviation) ? deviation : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is a number of periods from 0 up.");
    }

    /// <summary>Mean in periods.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation in periods.</summary>
    public double Deviation { get; }
}
