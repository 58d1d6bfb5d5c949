namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>R's choices on one series.</summary>
internal sealed record MOneRow(string Series, int Season, string Ets, double EtsCriterion, string Arima, double ArimaCriterion);
