using SegmentationML.Core.Forecasting;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Makes the plan of a series beside its forecast: changed by planners, in whole units where asked for.</summary>
/// <param name="changes">The changes; null for none.</param>
/// <param name="wholeUnits">Whether to round.</param>
/// <param name="madeAt">The last time that is known.</param>
internal sealed class PlanWriter(PlannedChanges? changes, bool wholeUnits, int madeAt)
{
    /// <summary>Demand planned by step.</summary>
    public double[] Planned { get; private set; } = [];

    /// <summary>Reasons of the changes by step; null without a change.</summary>
    public string?[] Reasons { get; private set; } = [];

    /// <summary>What people should know of the changes.</summary>
    public static IEnumerable<string> Notes(PlannedChanges changes)
    {
        if (changes.Ended > 0)
        {
            yield return $"{changes.Ended:N0} planned changes have ended and were not used.";
        }

        if (changes.Unknown > 0)
        {
            yield return $"{changes.Unknown:N0} planned changes are for series that are not in the file.";
        }
    }

    /// <summary>Makes the plan of one series.</summary>
    public void Make(string series, int[] times, ReadOnlySpan<double> mean)
    {
        (Planned, Reasons) = (mean.ToArray(), new string?[times.Length]);
        for (var step = 0; step < times.Length && changes is not null; step++)
        {
            if (changes.At(series, times[step], mean[step], madeAt) is { } changed)
            {
                (Planned[step], Reasons[step]) = changed;
            }
        }

        if (wholeUnits)
        {
            WholeUnits.KeepRunningSum(Planned, Planned);
        }
    }
}
