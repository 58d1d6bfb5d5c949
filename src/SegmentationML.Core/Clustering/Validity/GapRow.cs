namespace SegmentationML.Core.Clustering.Validity;

/// <summary>Gap statistic of one number of clusters.</summary>
/// <param name="Clusters">The number.</param>
/// <param name="LogWithin">ln W of the data.</param>
/// <param name="Gap">Mean of ln W of the references less that of the data.</param>
/// <param name="Error">Standard deviation of the references' ln W (population) x √(1 + 1 / references).</param>
public readonly record struct GapRow(int Clusters, double LogWithin, double Gap, double Error);
