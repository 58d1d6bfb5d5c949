namespace SegmentationML.Core.Segmentation;

/// <summary>How a criterion becomes a number in [0, 1].</summary>
public enum Normaliser
{
    /// <summary>By rank: (number of smaller values + half of the equal others) / (n - 1); 0.5 for a single value. Equal values are equal.</summary>
    Percentile,

    /// <summary>Linear between the 1 % and the 99 % quantile of the values, what lies outside pulled in; 0.5 when they are equal.</summary>
    MinMax,
}
