using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting.NewItems;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Forecasts the new series of a file by what the other series of their group did when they were new.</summary>
internal sealed class LaunchPart
{
    /// <summary>Method of a new item.</summary>
    public const string Method = "launch-curve";

    /// <summary>Reason of a new item.</summary>
    public const string Reason = "like-items";

    private readonly Dictionary<string, LaunchCurve?> _curves;
    private readonly SeriesPanel _file;
    private readonly int _column;
    private readonly LaunchOptions _options;

    private LaunchPart(SeriesPanel file, int column, LaunchOptions options, Dictionary<string, LaunchCurve?> curves)
        => (_file, _column, _options, _curves) = (file, column, options, curves);

    /// <summary>Learns the curve of every group.</summary>
    /// <param name="file">The series.</param>
    /// <param name="column">Place of the group's column among the attributes.</param>
    /// <param name="options">Ages.</param>
    public static LaunchPart Of(SeriesPanel file, int column, LaunchOptions options)
    {
        // A series that begins with the file was not seen when it was new.
        var first = Enumerable.Range(0, file.Names.Count).Where(i => file.Panel.Length(i) > 0).Select(file.Panel.FirstBucket).DefaultIfEmpty(0).Min();
        var groups = Enumerable.Range(0, file.Names.Count).Where(i => file.Refusals[i] is null).GroupBy(i => file.Attributes[i][column], StringComparer.Ordinal);
        var curves = groups.ToDictionary(static g => g.Key, g => LaunchCurve.Of(g.Where(i => BeginsAfter(file.Panel, i, first)).Select(i => file.Panel.ActiveSpan(i).ToArray()), options), StringComparer.Ordinal);
        return new LaunchPart(file, column, options, curves);
    }

    /// <summary>Overwrites the forecasts of the new series of a part.</summary>
    /// <param name="start">The first series of the part.</param>
    /// <param name="part">Its forecasts, of a choice.</param>
    public void Overwrite(int start, PartForecast part)
    {
        for (var i = 0; i < part.Panel.Count; i++)
        {
            var own = part.Panel.ActiveSpan(i);
            if (_file.Refusals[start + i] is not null || own.Length >= _options.Ages || HasInvalid(part.Panel[i]) || _curves.GetValueOrDefault(_file.Attributes[start + i][_column]) is not { } curve)
            {
                continue;
            }

            var levels = part.Whole!.Levels;
            curve.Forecast(own, part.Mean.AsSpan(i * part.Horizon, part.Horizon), levels, part.Whole.Quantiles.AsSpan(i * part.Horizon * levels.Count, part.Horizon * levels.Count));
            part.Overwritten[i] = (Method, Reason);
        }
    }

    private static bool BeginsAfter(DemandPanel panel, int series, int first)
        => panel.Length(series) > 0 && panel.FirstBucket(series) + panel.Length(series) - panel.ActiveSpan(series).Length > first;

    private static bool HasInvalid(ReadOnlySpan<double> demand) => demand.ContainsAnyInRange(double.NegativeInfinity, -double.Epsilon) || demand.Contains(double.PositiveInfinity);
}
