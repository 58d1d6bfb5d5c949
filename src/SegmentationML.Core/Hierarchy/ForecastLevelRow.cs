namespace SegmentationML.Core.Hierarchy;

/// <summary>How well the series of a segment are forecast from one level, shared out by their past shares.</summary>
/// <param name="Segment">The segment: a group of the partition that segments are taken from.</param>
/// <param name="Level">The level that is forecast.</param>
/// <param name="Forecasts">Forecasts that the segment then needs: the effort.</param>
/// <param name="Error">Mean error of its bottom series; NaN when none has one.</param>
/// <param name="Series">Bottom series with an error.</param>
/// <param name="IsChosen">Whether it is the level to forecast the segment at: the least error, ties to fewer forecasts.</param>
public sealed record ForecastLevelRow(string Segment, string Level, int Forecasts, double Error, int Series, bool IsChosen);
