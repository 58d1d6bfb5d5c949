namespace SegmentationML.Core.Clustering;

/// <summary>What becomes of a feature whose values are names.</summary>
public enum CategoryEncoding
{
    /// <summary>Kept as levels beside the numbers: for methods that compare levels (k-prototypes, k-medoids by Gower). The default.</summary>
    Levels = 0,

    /// <summary>One number for each level of the fit, so scaled that two different levels are as far apart as the weight says: for methods that take numbers only.</summary>
    OneHot = 1,
}
