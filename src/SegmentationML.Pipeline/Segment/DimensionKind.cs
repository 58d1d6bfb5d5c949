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

    /// <summary>By any clustering method, or one that is chosen, on scaled drivers.</summary>
    Cluster,

    /// <summary>By fixed bounds of one driver (HML by unit price, ABC by fixed values).</summary>
    Threshold,

    /// <summary>Fast, slow or non-moving (FSN) by a rate and the buckets since the last demand.</summary>
    Movement,

    /// <summary>By the rank of one driver, scores of equal values being equal.</summary>
    QuantileScore,

    /// <summary>By recency, frequency and monetary value, each scored by rank: cells 555 to 111.</summary>
    Rfm,

    /// <summary>By a weighted sum of several drivers.</summary>
    WeightedScore,

    /// <summary>By a tag that people give (VED, strategy), with the days on which it holds.</summary>
    Tag,

    /// <summary>By the segment that another pipeline published for the entity or a part of its key.</summary>
    SegmentOf,
}
