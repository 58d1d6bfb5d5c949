using SegmentationML.Core.Clustering.KMeans;

namespace SegmentationML.Core.Clustering;

/// <summary>Every clustering method, once. A method that is not here does not exist for pipelines.</summary>
public static class ClustererCatalog
{
    /// <summary>All methods with their default settings for a number of clusters.</summary>
    /// <param name="clusters">Number of clusters asked of the methods that are told one.</param>
    /// <param name="seed">Seed of their random choices.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    public static IReadOnlyList<IClusterer> All(int clusters, ulong seed = 1, int maximumThreads = -1) =>
    [
        new KMeansClusterer(new KMeansOptions { Clusters = clusters, Seed = seed, MaximumThreads = maximumThreads }),
    ];
}
