namespace SegmentationML.Core.Forecasting;

/// <summary>What a method may look at: the demand of one series up to the moment of the forecast, and the length of its season.</summary>
public readonly ref struct DemandHistory
{
    /// <summary>A history whose values were checked: no negatives, nothing infinite; NaN = missing.</summary>
    /// <param name="values">Units per bucket, shape (n), oldest first, zeros included.</param>
    /// <param name="season">Buckets in a season, at least 1; 1 = none.</param>
    /// <param name="hasMissing">Whether a value may be NaN; false lets the kernels take their dense paths.</param>
    public DemandHistory(ReadOnlySpan<double> values, int season, bool hasMissing)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        Values = values;
        Season = season;
        HasMissing = hasMissing;
    }

    /// <summary>Units per bucket, shape (n), oldest first, zeros included; NaN = missing.</summary>
    public ReadOnlySpan<double> Values { get; }

    /// <summary>Buckets in a season; 1 = none.</summary>
    public int Season { get; }

    /// <summary>Whether a value may be NaN.</summary>
    public bool HasMissing { get; }

    /// <summary>Number of buckets, missing ones included.</summary>
    public int Length => Values.Length;

    /// <summary>The history as it stood after its first <paramref name="length"/> buckets.</summary>
    public DemandHistory Until(int length) => new(Values[..length], Season, HasMissing);
}
