namespace SegmentationML.Core.Clustering;

/// <summary>What is taken of a feature before winsorising and scaling.</summary>
public enum FeatureTransform
{
    /// <summary>The value itself. The default.</summary>
    None = 0,

    /// <summary>sign(x) ln(1 + |x|): log1p for positive numbers, odd about zero.</summary>
    Logarithm = 1,

    /// <summary>Yeo and Johnson's power with the λ in [-5, 5] of greatest normal likelihood on the training rows.</summary>
    YeoJohnson = 2,
}
