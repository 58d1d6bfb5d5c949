namespace SegmentationML.Core.Clustering.Mixture;

/// <summary>The shape of the components.</summary>
public enum Covariance
{
    /// <summary>The one of full and diagonal with the lower BIC. The default.</summary>
    Best = 0,

    /// <summary>Ellipsoids in any direction: d (d + 1) / 2 numbers each.</summary>
    Full = 1,

    /// <summary>Ellipsoids along the features: d numbers each.</summary>
    Diagonal = 2,

    /// <summary>The one of full and diagonal with the lower ICL: components that overlap count against it.</summary>
    BestIcl = 3,
}
