using SegmentationML.Core;

namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Finds the frequency that most series of a file have.</summary>
internal static class FrequencyFinder
{
    /// <summary>The frequency of one series by the distances of its times.</summary>
    /// <param name="times">Days since 1970, ascending, at least two different ones.</param>
    public static Frequency Of(ReadOnlySpan<int> times)
    {
        var (days, months) = (0, 0);
        var sameDay = true;
        var previous = TimeGrid.Date(times[0]);
        for (var i = 1; i < times.Length; i++)
        {
            var date = TimeGrid.Date(times[i]);
            days = Divisor(times[i] - times[i - 1], days);
            months = Divisor(((date.Year - previous.Year) * 12) + date.Month - previous.Month, months);
            sameDay &= date.Day == previous.Day || (TimeGrid.IsLastOfMonth(date) && TimeGrid.IsLastOfMonth(previous)) || (TimeGrid.IsLastOfMonth(date) && previous.Day > date.Day) || (TimeGrid.IsLastOfMonth(previous) && date.Day > previous.Day);
            previous = date;
        }

        if (sameDay && months > 0)
        {
            return months % 12 == 0 ? Frequency.Year : months % 3 == 0 ? Frequency.Quarter : Frequency.Month;
        }

        return days % 7 == 0 ? Frequency.Week : Frequency.Day;
    }

    /// <summary>The frequency with the most votes.</summary>
    /// <param name="votes">Series by frequency.</param>
    /// <exception cref="ProblemException">SEG-FCST-206 when no series has two times.</exception>
    public static Frequency Most(IReadOnlyDictionary<Frequency, int> votes)
        => votes.Count > 0
            ? votes.OrderByDescending(static v => v.Value).ThenBy(static v => v.Key).First().Key
            : throw new ProblemException(new Problem("SEG-FCST-206", "No series of the file has two different times: its frequency cannot be found.", "Give --frequency W, M, D, Q or Y."));

    private static int Divisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return Math.Abs(a);
    }
}
