namespace SegmentationML.Core.Drift;

/// <summary>One feature in two runs: either values, or counts by category.</summary>
public sealed record FeatureSample
{
    private FeatureSample(string feature, double[]? reference, double[]? current, long[]? referenceCounts, long[]? currentCounts)
    {
        Feature = feature;
        Reference = reference;
        Current = current;
        ReferenceCounts = referenceCounts;
        CurrentCounts = currentCounts;
    }

    /// <summary>The feature, as the caller calls it.</summary>
    public string Feature { get; }

    /// <summary>Values of the reference; null for a category.</summary>
    public double[]? Reference { get; }

    /// <summary>Values to judge; null for a category.</summary>
    public double[]? Current { get; }

    /// <summary>Counts of the reference; null for values.</summary>
    public long[]? ReferenceCounts { get; }

    /// <summary>Counts to judge; null for values.</summary>
    public long[]? CurrentCounts { get; }

    /// <summary>Entities of the reference.</summary>
    public long ReferenceSize => Reference?.Length ?? ReferenceCounts!.Sum();

    /// <summary>Entities to judge.</summary>
    public long CurrentSize => Current?.Length ?? CurrentCounts!.Sum();

    /// <summary>A number per entity; NaN is missing.</summary>
    public static FeatureSample OfValues(string feature, double[] reference, double[] current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        return new FeatureSample(feature, reference, current, null, null);
    }

    /// <summary>Counts of the same categories in the same order.</summary>
    public static FeatureSample OfCounts(string feature, long[] reference, long[] current)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(current);
        return new FeatureSample(feature, null, null, reference, current);
    }
}
