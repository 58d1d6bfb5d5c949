namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>How well a way of reconciling did on the nodes of a level, mean of the origins.</summary>
/// <param name="Method">The way; <c>none</c> is the forecasts as they were, which do not add up.</param>
/// <param name="Level">The level; <c>ALL</c> is the mean of the levels (WRMSSE).</param>
/// <param name="Wrmsse">RMSSE of the level's nodes, weighted by their demand over the season (or horizon, if longer) before the origin; null when none has a scale.</param>
/// <param name="LeftOut">Nodes without a scale, over all origins.</param>
public sealed record HierarchyAccuracyRow(string Method, string Level, double? Wrmsse, int LeftOut);
