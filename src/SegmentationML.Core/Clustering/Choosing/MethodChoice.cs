namespace SegmentationML.Core.Clustering.Choosing;

/// <summary>The method that was chosen.</summary>
/// <param name="Method">Name in the catalogue.</param>
/// <param name="Clusters">Number of clusters.</param>
/// <param name="Reason">One sentence for a person.</param>
/// <param name="Hopkins">Tendency of the points to cluster: about 0.5 when they are spread by chance, near 1 when they cluster; NaN for points with levels.</param>
/// <param name="Candidates">All that was tried.</param>
/// <param name="Clusterer">The method, ready for all rows.</param>
public sealed record MethodChoice(string Method, int Clusters, string Reason, double Hopkins, IReadOnlyList<MethodCandidate> Candidates, IClusterer Clusterer);
