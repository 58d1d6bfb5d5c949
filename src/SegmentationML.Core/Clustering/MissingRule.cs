namespace SegmentationML.Core.Clustering;

/// <summary>What becomes of a feature that is not known (NaN).</summary>
public enum MissingRule
{
    /// <summary>The fit, or the scoring, is refused with the first such row. The default.</summary>
    Refuse = 0,

    /// <summary>The median of the known values at the fit stands in; of names the most frequent one.</summary>
    Median = 1,
}
