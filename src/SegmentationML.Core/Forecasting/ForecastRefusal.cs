using SegmentationML.Core.Demand;

namespace SegmentationML.Core.Forecasting;

/// <summary>Why a history cannot be forecast, as a problem that says what to do.</summary>
public static class ForecastRefusal
{
    /// <summary>Checks a history against what a method needs.</summary>
    /// <param name="forecaster">The method.</param>
    /// <param name="demand">Units per bucket, oldest first; NaN = missing.</param>
    /// <param name="season">Buckets in a season, at least 1.</param>
    /// <returns>Null when the method answers; SEG-FCST-010 for a negative or infinite value; SEG-FCST-011 when too few buckets are observed.</returns>
    public static Problem? Check(IForecaster forecaster, ReadOnlySpan<double> demand, int season)
    {
        if (DemandScan.CountInvalid(demand) > 0)
        {
            return Invalid(demand);
        }

        var observed = demand.Length - DemandScan.CountMissing(demand);
        var needed = forecaster.MinimumHistory(season);
        return observed >= needed
            ? null
            : new Problem(
                "SEG-FCST-011",
                $"{forecaster.Name} needs {needed} observed buckets{(season > 1 ? $" at season {season}" : string.Empty)}; the history has {observed}.",
                "Give a longer history, a shorter season, or a method that needs less, such as mean.");
    }

    /// <summary>Refuses values that cannot be demand.</summary>
    /// <param name="demand">Units per bucket; NaN = missing.</param>
    /// <exception cref="ProblemException">SEG-FCST-010 with the first of them.</exception>
    internal static void ThrowIfInvalid(ReadOnlySpan<double> demand)
    {
        if (DemandScan.CountInvalid(demand) > 0)
        {
            throw new ProblemException(Invalid(demand));
        }
    }

    private static Problem Invalid(ReadOnlySpan<double> demand)
    {
        var at = 0;
        while (!(demand[at] < 0) && !double.IsPositiveInfinity(demand[at]))
        {
            at++;
        }

        return new Problem(
            "SEG-FCST-010",
            $"Demand is {demand[at]} at bucket {at}.",
            "Demand is finite and not negative: book returns to the sale they undo or clip them, and leave what is not known as missing.");
    }
}
