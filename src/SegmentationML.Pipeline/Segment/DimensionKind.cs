namespace SegmentationML.Pipeline.Segment;

/// <summary>How a dimension divides.</summary>
public enum DimensionKind
{
    /// <summary>By the share of a total that the entities before it hold (ABC).</summary>
    CumulativeShare,

    /// <summary>By the coefficient of variation, or another driver, against upper bounds (XYZ).</summary>
    Variability,

    /// <summary>By ADI and CV² (smooth, erratic, intermittent, lumpy).</summary>
    DemandClass,

    /// <summary>By k-means on scaled drivers.</summary>
    KMeans,
}
