namespace SegmentationML.Core.Clustering;

/// <summary>One method of the catalogue.</summary>
/// <param name="Name">As in configuration and results.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="TakesCount">Whether it is told a number of clusters; otherwise it finds its own.</param>
/// <param name="TakesLevels">Whether points may have levels beside their numbers.</param>
/// <param name="TakesSizes">Whether it keeps to a least size.</param>
/// <param name="Create">Makes it.</param>
public sealed record ClusteringMethod(string Name, string Summary, bool TakesCount, bool TakesLevels, bool TakesSizes, Func<MethodSettings, IClusterer> Create);
