using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Makes the plan of a series beside its forecast: changed by planners, in whole units where asked for.</summary>
/// <param name="changes">The changes; null for none.</param>
/// <param name="wholeUnits">Whether to round.</param>
/// <param name="madeAt">The last time that is known.</param>
internal sealed class PlanWriter(PlannedChanges? changes, bool wholeUnits, int madeAt)
{
    private const int MostNamed = 3;
    private const int MostCompared = 100_000;

    /// <summary>Demand planned by step.</summary>
    public double[] Planned { get; private set; } = [];

    /// <summary>Reasons of the changes by step, and the time at which the first of them ends; null without a change.</summary>
    public (string Reasons, int Ends)?[] Changes { get; private set; } = [];

    /// <summary>What people should know of the changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="series">Names of the series that are forecast; null where keys may not be named.</param>
    public static IEnumerable<string> Notes(PlannedChanges changes, IReadOnlyList<string>? series)
    {
        if (changes.Ended > 0)
        {
            yield return changes.Ended == 1 ? "One planned change has ended and was not used." : $"{changes.Ended:N0} planned changes have ended and were not used.";
        }

        if (changes.Unknown.Count > 0)
        {
            yield return (changes.Unknown.Count == 1 ? "One planned change is for a series that is not there: " : $"{changes.Unknown.Count:N0} planned changes are for series that are not there: ")
                + (series is null ? changes.Unknown.Count == 1 ? "look for a slip in its key." : "look for slips in their keys." : Named([.. changes.Unknown.Distinct(StringComparer.Ordinal)], series));
        }
    }

    private static string Named(string[] unknown, IReadOnlyList<string> series)
    {
        var named = unknown.Take(MostNamed).Select(key => series.Count <= MostCompared && ClosestMatch.Of(key, series) is { } near ? $"'{key}' (did you mean '{near}'?)" : $"'{key}'");
        return $"{string.Join(", ", named)}{(unknown.Length > MostNamed ? $" and {unknown.Length - MostNamed:N0} more" : "")}.";
    }

    /// <summary>Makes the plan of one series.</summary>
    /// <param name="series">Its name.</param>
    /// <param name="times">Times of the coming buckets.</param>
    /// <param name="mean">Their forecasts.</param>
    /// <param name="leadTime">Buckets of a lead time, fractions allowed.</param>
    /// <returns>What the changes add to the demand over the lead time, units; rounding adds nothing.</returns>
    public double Make(string series, int[] times, ReadOnlySpan<double> mean, double leadTime = 0)
    {
        (Planned, Changes) = (mean.ToArray(), new (string, int)?[times.Length]);
        double added = 0;
        for (var step = 0; step < times.Length && changes is not null; step++)
        {
            if (changes.At(series, times[step], mean[step], madeAt) is { } changed)
            {
                (Planned[step], Changes[step]) = (changed.Planned, (changed.Reasons, changed.Ends));
                added += Math.Clamp(leadTime - step, 0, 1) * (changed.Planned - mean[step]);
            }
        }

        if (wholeUnits)
        {
            WholeUnits.KeepRunningSum(Planned, Planned);
        }

        return added;
    }
}
