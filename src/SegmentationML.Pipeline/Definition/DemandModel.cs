namespace SegmentationML.Pipeline.Definition;

/// <summary>The distribution that lead-time demand is taken to have.</summary>
public enum DemandModel
{
    /// <summary>Normal for smooth and erratic demand, negative binomial for the rest.</summary>
    Auto,

    /// <summary>Normal.</summary>
    Normal,

    /// <summary>Negative binomial; Poisson where the variance is not above the mean.</summary>
    NegativeBinomial,
}
