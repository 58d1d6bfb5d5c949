using SegmentationML.Core.Demand;
using SegmentationML.Core.Forecasting;
using SegmentationML.Core.Forecasting.NewItems;
using SegmentationML.Core.Hierarchy;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Forecasts new series by what the other series of their group did when they were new; where a group has too few of them, by the next wider one.</summary>
internal sealed class LaunchPart
{
    /// <summary>Method of a new item.</summary>
    public const string Method = "launch-curve";

    private readonly IReadOnlyList<(IReadOnlyList<string> GroupOf, Dictionary<string, LaunchCurve?> Curves)> _levels;
    private readonly LaunchOptions _options;
    private readonly int?[] _launched;

    private LaunchPart(LaunchOptions options, int?[] launched, IReadOnlyList<(IReadOnlyList<string> GroupOf, Dictionary<string, LaunchCurve?> Curves)> levels)
        => (_options, _launched, _levels) = (options, launched, levels);

    /// <summary>Reason of a new item.</summary>
    public static string Reason { get; } = ForecastReason.LikeItems.Code();

    /// <summary>Learns the curves of all groups.</summary>
    /// <param name="panel">The series.</param>
    /// <param name="groups">Group of each series, by level: the nearest likeness first.</param>
    /// <param name="options">Ages.</param>
    /// <param name="launched">First bucket of sale of each series that never had demand, as far as it is known; it may lie ahead. Empty when none is known.</param>
    public static LaunchPart Of(DemandPanel panel, IReadOnlyList<IReadOnlyList<string>> groups, LaunchOptions options, int?[]? launched = null)
    {
        // A series that begins with the data was not seen when it was new.
        var first = Enumerable.Range(0, panel.Count).Where(i => panel.Length(i) > 0).Select(panel.FirstBucket).DefaultIfEmpty(0).Min();
        return new LaunchPart(options, launched ?? [], [.. groups.Select(groupOf => (groupOf, Curves(panel, groupOf, options, first)))]);
    }

    /// <summary>The groups of a level by its name: those of a column, or everything for <c>total</c>.</summary>
    /// <param name="name">A column or <c>total</c>.</param>
    /// <param name="count">Number of series.</param>
    /// <param name="column">Values of the column of that name.</param>
    public static IReadOnlyList<string> Groups(string name, int count, Func<IReadOnlyList<string>> column)
        => name == HierarchyLevel.TotalName ? [.. Enumerable.Repeat(name, count)] : column();

    /// <summary>Overwrites the forecasts of the new series of a part: means, quantiles and the demand over the lead time.</summary>
    /// <param name="start">The first series of the part.</param>
    /// <param name="part">Its forecasts, of a choice.</param>
    /// <param name="leadTimes">Buckets of each series of the part; null for the horizon.</param>
    public void Overwrite(int start, PartForecast part, IReadOnlyList<double>? leadTimes = null)
    {
        for (var i = 0; i < part.Panel.Count; i++)
        {
            if (part.Whole!.Method[i] >= 0 && IsNew(part.Panel, start + i, i, out var own, out var wait) && CurveOf(start + i) is { } curve)
            {
                Write(part.Whole, i, curve, own, wait, leadTimes?[i] ?? part.Horizon);
                part.Overwritten[i] = (Method, Reason);
            }
        }
    }

    private static Dictionary<string, LaunchCurve?> Curves(DemandPanel panel, IReadOnlyList<string> groupOf, LaunchOptions options, int first)
        => Enumerable.Range(0, panel.Count).GroupBy(i => groupOf[i], StringComparer.Ordinal).ToDictionary(
            static g => g.Key,
            g => LaunchCurve.Of(g.Where(i => BeginsAfter(panel, i, first)).Select(i => panel.ActiveSpan(i).ToArray()), options),
            StringComparer.Ordinal);

    private static bool BeginsAfter(DemandPanel panel, int series, int first)
        => panel.ActiveSpan(series).Length > 0 && panel.FirstBucket(series) + panel.Length(series) - panel.ActiveSpan(series).Length > first;

    private LaunchCurve? CurveOf(int series) => _levels.Select(level => level.Curves[level.GroupOf[series]]).FirstOrDefault(static curve => curve is not null);

    /// <summary>Whether a series is new: within the curve's ages of its first demand, or, never asked for yet, of its launch (or of its first row, where no launch is known).</summary>
    /// <param name="panel">The part's demand.</param>
    /// <param name="series">Number among all.</param>
    /// <param name="i">Number in the part.</param>
    /// <param name="own">Its demand since then.</param>
    /// <param name="wait">Buckets until it is on sale.</param>
    private bool IsNew(DemandPanel panel, int series, int i, out ReadOnlySpan<double> own, out int wait)
    {
        own = panel.ActiveSpan(i);
        wait = 0;
        if (own.Length > 0)
        {
            return own.Length < _options.Ages;
        }

        own = panel[i];
        if (_launched.Length > 0 && _launched[series] is { } launch)
        {
            var onSale = panel.LastBucket(i) + 1 - launch;
            wait = Math.Max(0, -onSale);
            own = onSale >= own.Length ? own : own[^Math.Max(0, onSale)..];
            return onSale < _options.Ages;
        }

        return _launched.Length == 0 && own.Length < _options.Ages;
    }

    private static void Write(PanelForecast whole, int i, LaunchCurve curve, ReadOnlySpan<double> own, int wait, double leadTime)
    {
        var (h, levels) = (whole.Horizon, whole.Levels);
        var idle = Math.Min(wait, h);
        var mean = whole.Mean.AsSpan(i * h, h);
        var quantiles = whole.Quantiles.AsSpan(i * h * levels.Count, h * levels.Count);
        mean[..idle].Clear();
        quantiles[..(idle * levels.Count)].Clear();
        curve.Forecast(own, mean[idle..], levels, quantiles[(idle * levels.Count)..]);
        (whole.LeadTimeMean[i], whole.LeadTimeSd[i]) = curve.LeadTime(own, Math.Max(0, leadTime - wait), levels, whole.LeadTimeQuantiles.AsSpan(i * levels.Count, levels.Count));
        (_, whole.OneStepSd[i]) = curve.LeadTime(own, wait > 0 ? 0 : 1, levels, stackalloc double[levels.Count]);
        (whole.Family[i], whole.Basis[i], whole.Reason[i], whole.LeadTimeErrors[i]) = (curve.Family, DistributionBasis.LikeItems, ForecastReason.LikeItems, 0);
        whole.Parameters.AsSpan(i * whole.ParameterCount, whole.ParameterCount).Fill(double.NaN);
    }
}
