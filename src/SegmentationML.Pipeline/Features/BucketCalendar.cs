namespace SegmentationML.Pipeline.Features;

/// <summary>The whole buckets between the first day of data and the cut-off; a bucket that either of them cuts is left out.</summary>
/// <param name="Bucket">The period.</param>
/// <param name="Season">Buckets in a season.</param>
/// <param name="First">The first day of bucket 0.</param>
/// <param name="Count">Number of whole buckets; 0 when the data spans less than one.</param>
/// <param name="AsOf">The cut-off: the first day that is not known.</param>
public sealed record BucketCalendar(Bucket Bucket, int Season, DateOnly First, int Count, DateOnly AsOf)
{
    private const double DaysInMonth = 365.25 / 12;

    /// <summary>Days in a bucket, of months the mean.</summary>
    public double DaysInBucket => Bucket switch { Bucket.Week => 7, Bucket.Month => DaysInMonth, _ => 1 };

    /// <summary>The calendar of data that begins on a day and is known up to a cut-off.</summary>
    /// <param name="bucket">The period.</param>
    /// <param name="season">Buckets in a season.</param>
    /// <param name="firstDay">The first day of data.</param>
    /// <param name="asOf">The cut-off, exclusive.</param>
    public static BucketCalendar Between(Bucket bucket, int season, DateOnly firstDay, DateOnly asOf)
    {
        var start = StartOf(bucket, firstDay);
        var first = start == firstDay ? start : Add(bucket, start, 1);
        return new BucketCalendar(bucket, season, first, Math.Max(0, Distance(bucket, first, StartOf(bucket, asOf))), asOf);
    }

    /// <summary>The first day of a bucket; numbers past the end go on into the future.</summary>
    /// <param name="bucket">Zero-based.</param>
    public DateOnly StartOf(int bucket) => Add(Bucket, First, bucket);

    /// <summary>The first day after the bucket of a day.</summary>
    /// <param name="bucket">The period.</param>
    /// <param name="day">A day of the bucket.</param>
    public static DateOnly EndOf(Bucket bucket, DateOnly day) => Add(bucket, StartOf(bucket, day), 1);

    private static DateOnly StartOf(Bucket bucket, DateOnly day) => bucket switch
    {
        Bucket.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Bucket.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    private static DateOnly Add(Bucket bucket, DateOnly start, int count) => bucket switch
    {
        Bucket.Week => start.AddDays(7 * count),
        Bucket.Month => start.AddMonths(count),
        _ => start.AddDays(count),
    };

    private static int Distance(Bucket bucket, DateOnly from, DateOnly to) => bucket switch
    {
        Bucket.Week => (to.DayNumber - from.DayNumber) / 7,
        Bucket.Month => ((to.Year - from.Year) * 12) + to.Month - from.Month,
        _ => to.DayNumber - from.DayNumber,
    };
}
