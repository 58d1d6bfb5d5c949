namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Multiplies quantiles; those of demand in whole units stay whole.</summary>
internal static class UnitScale
{
    /// <summary>Just below one, against rounding that would lift a whole number.</summary>
    private const double Slack = 1e-9;

    /// <summary>Whether all that is known of a demand is in whole units.</summary>
    /// <param name="demand">NaN = missing.</param>
    public static bool IsWhole(ReadOnlySpan<double> demand)
    {
        foreach (var units in demand)
        {
            if (units != Math.Floor(units) && !double.IsNaN(units))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Multiplies.</summary>
    /// <param name="values">Quantiles, at or above zero.</param>
    /// <param name="factor">At or above zero.</param>
    /// <param name="isWhole">Whether to round up to whole units.</param>
    public static void Apply(Span<double> values, double factor, bool isWhole)
    {
        foreach (ref var value in values)
        {
            value = isWhole ? Math.Max(0, Math.Ceiling((value * factor) - Slack)) : value * factor;
        }
    }
}
