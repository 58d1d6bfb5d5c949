namespace SegmentationML.Storage.DuckDb;

/// <summary>Dates and times in DuckDB's units: days and microseconds since 1970-01-01, proleptic Gregorian, no leap seconds.</summary>
public static class DuckDbTime
{
    private static readonly int EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    /// <summary>Days since 1970-01-01.</summary>
    /// <param name="date">Any date.</param>
    public static int Days(DateOnly date) => date.DayNumber - EpochDay;

    /// <summary>The date of a DATE value.</summary>
    /// <param name="days">Days since 1970-01-01; outside of the years 1 … 9999 (and for DuckDB's infinity) an <see cref="ArgumentOutOfRangeException"/> is thrown.</param>
    public static DateOnly Date(int days) => DateOnly.FromDayNumber(checked(days + EpochDay));

    /// <summary>Microseconds since 1970-01-01, the clock time taken as it is whatever the kind; what is finer is cut off towards the past.</summary>
    /// <param name="time">Any time.</param>
    public static long Microseconds(DateTime time) => (time.Ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);

    /// <summary>The time of a TIMESTAMP value, without a zone.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01; outside of the years 1 … 9999 an <see cref="ArgumentOutOfRangeException"/> is thrown.</param>
    public static DateTime Timestamp(long microseconds) => new(checked(DateTime.UnixEpoch.Ticks + (microseconds * TimeSpan.TicksPerMicrosecond)), DateTimeKind.Unspecified);
}
