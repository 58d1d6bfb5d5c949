using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Hierarchical;
using SegmentationML.Core.Clustering.KMeans;
using SegmentationML.Core.Clustering.Medoids;
using SegmentationML.Core.Clustering.MiniBatch;
using SegmentationML.Core.Clustering.Mixture;
using SegmentationML.Core.Clustering.Prototypes;
using SegmentationML.Core.Clustering.Sized;

namespace SegmentationML.Core.Clustering;

/// <summary>Every clustering method, once. A method that is not here does not exist for pipelines.</summary>
public static class ClustererCatalog
{
    /// <summary>All methods, in the order in which help lists them.</summary>
    public static IReadOnlyList<ClusteringMethod> Methods { get; } =
    [
        new("kmeans", "compact clusters around means", MethodAbility.Count,
            s => new KMeansClusterer(new KMeansOptions { Clusters = s.Clusters, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        new("kmeans-parallel", "k-means started by k-means‖, for hundreds of clusters of many rows", MethodAbility.Count,
            s => new KMeansClusterer(new KMeansOptions { Clusters = s.Clusters, Start = KMeansStart.Oversampled, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        new("minibatch", "k-means by random batches, for very many rows", MethodAbility.Count,
            s => new MiniBatchKMeansClusterer(new MiniBatchKMeansOptions { Clusters = s.Clusters, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        new("sized-kmeans", "k-means with a least and a greatest size, or with links between rows", MethodAbility.Count | MethodAbility.LeastSize | MethodAbility.GreatestSize | MethodAbility.Links,
            s => new SizedKMeansClusterer(new SizedKMeansOptions
            {
                Clusters = s.Clusters,
                MinimumSize = s.MinimumSize,
                MaximumSize = s.MaximumSize,
                MustLink = s.MustLink,
                CannotLink = s.CannotLink,
                RowNames = s.RowNames,
                Seed = s.Seed,
                MaximumThreads = s.MaximumThreads,
            })),
        new("kmedoids", "clusters around rows that can be shown; numbers and names", MethodAbility.Count | MethodAbility.Levels,
            s => new KMedoidsClusterer(new KMedoidsOptions { Clusters = s.Clusters, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        new("kprototypes", "k-means for numbers and names together", MethodAbility.Count | MethodAbility.Levels,
            s => new KPrototypesClusterer(new KPrototypesOptions { Clusters = s.Clusters, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        new("gmm", "Gaussian mixture: clusters of different size, spread and direction", MethodAbility.Count,
            s => new GaussianMixtureClusterer(new GaussianMixtureOptions { Clusters = s.Clusters, Seed = s.Seed, MaximumThreads = s.MaximumThreads })),
        Tree(Linkage.Ward, "hierarchical: compact clusters by least growth of spread"),
        Tree(Linkage.Average, "hierarchical: by the mean distance of members"),
        Tree(Linkage.Complete, "hierarchical: by the farthest members"),
        Tree(Linkage.Single, "hierarchical: by the nearest members, any shape"),
        new("dbscan", "dense regions of any shape at one radius", MethodAbility.LeastSize | MethodAbility.Noise,
            s => new DbscanClusterer(new DbscanOptions { MinimumClusterSize = s.MinimumSize, Noise = s.Noise, MaximumThreads = s.MaximumThreads })),
        new("hdbscan", "dense regions of any shape at all radii", MethodAbility.LeastSize | MethodAbility.Noise,
            s => new HdbscanClusterer(new HdbscanOptions { MinimumClusterSize = s.MinimumSize, Noise = s.Noise, MaximumThreads = s.MaximumThreads })),
    ];

    /// <summary>All methods with their default settings for a number of clusters.</summary>
    /// <param name="clusters">Number of clusters asked of the methods that are told one.</param>
    /// <param name="seed">Seed of their random choices.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors.</param>
    public static IReadOnlyList<IClusterer> All(int clusters, ulong seed = 1, int maximumThreads = -1)
        => [.. Methods.Select(method => method.Create(new MethodSettings { Clusters = clusters, Seed = seed, MaximumThreads = maximumThreads }))];

    /// <summary>A method by name; an unknown one is refused with the names that are known.</summary>
    public static ClusteringMethod Find(string name)
        => Methods.FirstOrDefault(method => string.Equals(method.Name, name, StringComparison.Ordinal))
            ?? throw new ProblemException(ClusteringProblems.UnknownMethod(name, string.Join(", ", Methods.Select(method => method.Name))));

    private static ClusteringMethod Tree(Linkage linkage, string summary) => new(linkage.ToString().ToLowerInvariant(), summary, MethodAbility.Count,
        s => new HierarchicalClusterer(new HierarchicalOptions { Clusters = s.Clusters, Linkage = linkage, Seed = s.Seed, MaximumThreads = s.MaximumThreads }));
}
