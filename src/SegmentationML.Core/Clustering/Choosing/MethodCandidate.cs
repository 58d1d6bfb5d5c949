namespace SegmentationML.Core.Clustering.Choosing;

/// <summary>One method and number of clusters that was tried.</summary>
/// <param name="Method">Name in the catalogue.</param>
/// <param name="Clusters">Clusters that it found.</param>
/// <param name="Score">The number by which it is judged among its like.</param>
/// <param name="ScoreName">What the number is.</param>
/// <param name="Verdict">Why it was taken or not; empty for one that was not the best of its like.</param>
public sealed record MethodCandidate(string Method, int Clusters, double Score, string ScoreName, string Verdict);
