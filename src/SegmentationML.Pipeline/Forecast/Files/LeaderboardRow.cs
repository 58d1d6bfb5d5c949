namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>How well a method did on the series of a demand class, over all origins. A mean leaves out the series in which a measure has no scale.</summary>
/// <param name="Class">SMOOTH, ERRATIC, INTERMITTENT, LUMPY, NONE, or ALL.</param>
/// <param name="Method">Name of the method, <c>auto</c> for the choice.</param>
/// <param name="Series">Series in which it was scored.</param>
/// <param name="Rmsse">Mean root mean squared scaled error.</param>
/// <param name="Mase">Mean absolute scaled error by the season, mean of the series.</param>
/// <param name="Smape">Mean symmetric absolute percentage error, 0 to 200.</param>
/// <param name="Wape">Sum of the absolute errors over sum of the demand, all series together.</param>
/// <param name="Bias">Sum of demand minus forecast over sum of the demand, all series together; above zero the forecast was too low.</param>
/// <param name="Pinball">Mean scaled pinball loss over the quantiles asked for; null without quantiles.</param>
/// <param name="Best">Share of the series in which no other row but auto has a lower RMSSE; ties go to the simpler method.</param>
/// <param name="WithoutScale">Scored series whose history has no scale for RMSSE: left out of its mean.</param>
public sealed record LeaderboardRow(
    string Class, string Method, int Series, double? Rmsse, double? Mase, double? Smape, double? Wape, double? Bias, double? Pinball, double? Best, int WithoutScale);
