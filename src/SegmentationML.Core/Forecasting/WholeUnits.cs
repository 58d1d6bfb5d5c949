namespace SegmentationML.Core.Forecasting;

/// <summary>Rounds forecasts to whole units without losing any.</summary>
public static class WholeUnits
{
    /// <summary>Rounds numbers that belong together so that their sum is the rounded sum: all are rounded down, and those with the largest remainders up.</summary>
    /// <param name="values">At or above zero, such as the series of a group.</param>
    /// <param name="rounded">Receives whole numbers, each less than one away; may be the values themselves.</param>
    /// <remarks>The largest remainder; equal ones go to the earlier.</remarks>
    public static void KeepSum(ReadOnlySpan<double> values, Span<double> rounded)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounded.Length, values.Length, nameof(rounded));
        var remainders = new double[values.Length];
        var places = new int[values.Length];
        double sum = 0;
        double whole = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i];
            remainders[i] = Math.Floor(values[i]) - values[i];
            rounded[i] = Math.Floor(values[i]);
            whole += rounded[i];
            places[i] = i;
        }

        var missing = (int)Math.Clamp(Math.Round(sum) - whole, 0, values.Length);
        Array.Sort(places, (a, b) => remainders[a] != remainders[b] ? remainders[a].CompareTo(remainders[b]) : a.CompareTo(b));
        foreach (var place in places.AsSpan(0, missing))
        {
            rounded[place]++;
        }
    }

    /// <summary>Rounds the buckets of one series so that the sum up to every bucket is the rounded sum up to it: 0.4 a bucket becomes 0, 1, 0, 1, 0 and not five zeros.</summary>
    /// <param name="values">At or above zero, nearest bucket first.</param>
    /// <param name="rounded">Receives whole numbers at or above zero; may be the values themselves.</param>
    public static void KeepRunningSum(ReadOnlySpan<double> values, Span<double> rounded)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rounded.Length, values.Length, nameof(rounded));
        double sum = 0;
        double given = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i];
            var up = Math.Round(sum, MidpointRounding.AwayFromZero);
            (rounded[i], given) = (up - given, up);
        }
    }
}
