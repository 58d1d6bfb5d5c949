namespace SegmentationML.Core.Clustering.Validity;

/// <summary>By which score the number of clusters is chosen.</summary>
public enum ClusterCountCriterion
{
    /// <summary>Highest mean simplified silhouette. The default: linear in the number of points.</summary>
    SimplifiedSilhouette = 0,

    /// <summary>Highest mean silhouette of a stratified sample of points against all points.</summary>
    SampledSilhouette = 1,

    /// <summary>Highest Calinski-Harabasz score.</summary>
    CalinskiHarabasz = 2,

    /// <summary>Lowest Davies-Bouldin score.</summary>
    DaviesBouldin = 3,
}
