using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>What came of a back-test over a hierarchy.</summary>
/// <param name="Nodes">Nodes of all levels.</param>
/// <param name="Origins">Origins that the history had room for.</param>
/// <param name="Horizon">Buckets forecast at each.</param>
/// <param name="Accuracy">Ways of reconciling by level.</param>
/// <param name="Levels">For each group of the first level below the total: the level to forecast at, with accuracy and effort.</param>
public sealed record HierarchyBackTestReport(int Nodes, int Origins, int Horizon, IReadOnlyList<HierarchyAccuracyRow> Accuracy, IReadOnlyList<ForecastLevelRow> Levels);
