namespace SegmentationML.Core.Inventory;

/// <summary>Checks the moments that a demand distribution is made of.</summary>
internal static class DemandMoments
{
    /// <summary>A mean: finite, not negative.</summary>
    public static double Mean(double mean) => mean >= 0 && double.IsFinite(mean)
        ? mean
        : throw new ArgumentOutOfRangeException(nameof(mean), mean, "Mean demand is finite and not negative.");

    /// <summary>A standard deviation: finite, not negative.</summary>
    public static double Deviation(double deviation) => deviation >= 0 && double.IsFinite(deviation)
        ? deviation
        : throw new ArgumentOutOfRangeException(nameof(deviation), deviation, "A standard deviation is finite and not negative.");

    /// <summary>A probability strictly between 0 and 1.</summary>
    public static double Probability(double probability) => probability is > 0 and < 1
        ? probability
        : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies in (0, 1): write 0.95, not 95.");
}
