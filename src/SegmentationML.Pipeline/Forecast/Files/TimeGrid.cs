namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>The buckets of a file: turns times into bucket numbers and back.</summary>
/// <param name="Frequency">Their distance.</param>
/// <param name="IsDate">Whether times are days since 1970-01-01 (and not whole numbers of their own).</param>
public sealed record TimeGrid(Frequency Frequency, bool IsDate)
{
    /// <summary>Anchor of series whose buckets lie at the end of their month.</summary>
    private const int EndOfMonth = 31;

    private const int DaysPerPhase = 32;

    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Where a series lies on the buckets: its weekday (weeks); its day of the month and the month within the bucket (months and longer); else 0.</summary>
    /// <param name="first">A time of the series.</param>
    /// <param name="last">Another.</param>
    public int Anchor(int first, int last)
    {
        if (Frequency == Frequency.Week)
        {
            return Modulo(first, 7);
        }

        if (Frequency.Months() == 0 || !IsDate)
        {
            return 0;
        }

        var (a, b) = (Date(first), Date(last));
        var day = IsLastOfMonth(a) && IsLastOfMonth(b) ? EndOfMonth : Math.Min(a.Day, 28);
        return (Modulo((a.Year * 12) + a.Month - 1, Frequency.Months()) * DaysPerPhase) + day;
    }

    /// <summary>The bucket of a time.</summary>
    /// <param name="time">Days since 1970, or a whole number.</param>
    /// <param name="anchor">Of the series.</param>
    /// <param name="bucket">Its number, the same for all series.</param>
    /// <returns>False when no bucket lies there.</returns>
    public bool TryBucket(int time, int anchor, out int bucket)
    {
        bucket = time;
        if (!IsDate || Frequency is Frequency.Day or Frequency.None)
        {
            return true;
        }

        if (Frequency == Frequency.Week)
        {
            bucket = FloorDivide(time - anchor, 7);
            return Modulo(time - anchor, 7) == 0;
        }

        var date = Date(time);
        var month = (date.Year * 12) + date.Month - 1;
        bucket = FloorDivide(month, Frequency.Months());
        return true;
    }

    /// <summary>The time of a bucket.</summary>
    /// <param name="bucket">Its number.</param>
    /// <param name="anchor">Of the series.</param>
    public int Time(int bucket, int anchor)
    {
        if (!IsDate || Frequency is Frequency.Day or Frequency.None)
        {
            return bucket;
        }

        if (Frequency == Frequency.Week)
        {
            return (bucket * 7) + anchor;
        }

        var month = (bucket * Frequency.Months()) + (anchor / DaysPerPhase);
        var (year, of) = (month / 12, (month % 12) + 1);
        return new DateOnly(year, of, Math.Min(anchor % DaysPerPhase, DateTime.DaysInMonth(year, of))).DayNumber - Epoch;
    }

    /// <summary>A time as people write it.</summary>
    public string Show(int time) => IsDate ? $"{Date(time):yyyy-MM-dd}" : $"{time}";

    internal static DateOnly Date(int time) => DateOnly.FromDayNumber(Math.Clamp(time + Epoch, 0, DateOnly.MaxValue.DayNumber));

    internal static bool IsLastOfMonth(DateOnly date) => date.Day == DateTime.DaysInMonth(date.Year, date.Month);

    private static int FloorDivide(int a, int b) => (a >= 0 ? a : a - b + 1) / b;

    private static int Modulo(int a, int b) => ((a % b) + b) % b;
}
