using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Tests.Features;

public sealed class BucketCalendarTests
{
    [Fact]
    public void Between_CutWeeks_AreLeftOut()
    {
        // 2010-12-01 is a Wednesday, 2011-12-10 a Saturday: whole weeks run from Monday 2010-12-06 to Sunday 2011-12-04.
        var calendar = BucketCalendar.Between(Bucket.Week, 52, new DateOnly(2010, 12, 1), new DateOnly(2011, 12, 10));

        Assert.Equal((new DateOnly(2010, 12, 6), 52), (calendar.First, calendar.Count));
        Assert.Equal(new DateOnly(2011, 12, 5), calendar.StartOf(calendar.Count));
    }

    [Fact]
    public void Between_WholeWeeks_AreKept()
    {
        var calendar = BucketCalendar.Between(Bucket.Week, 52, new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 15));

        Assert.Equal((new DateOnly(2024, 1, 1), 2), (calendar.First, calendar.Count));
    }

    [Theory]
    [InlineData("1998-01-01", "2002-04-01", "1998-01-01", 51)]
    [InlineData("1998-01-02", "2002-04-15", "1998-02-01", 50)]
    public void Between_Months_CountsWholeOnes(string firstDay, string asOf, string first, int count)
    {
        var calendar = BucketCalendar.Between(Bucket.Month, 12, DateOnly.Parse(firstDay), DateOnly.Parse(asOf));

        Assert.Equal((DateOnly.Parse(first), count), (calendar.First, calendar.Count));
    }

    [Fact]
    public void Between_LessThanABucket_HasNone()
        => Assert.Equal(0, BucketCalendar.Between(Bucket.Month, 12, new DateOnly(2024, 1, 10), new DateOnly(2024, 1, 20)).Count);

    [Fact]
    public void Between_EveryDayOfYears_NeverReachesIntoUnknownDays()
    {
        var from = new DateOnly(2023, 12, 25);
        for (var offset = 1; offset < 800; offset++)
        {
            foreach (var bucket in Enum.GetValues<Bucket>())
            {
                var asOf = from.AddDays(offset);
                var calendar = BucketCalendar.Between(bucket, 1, from, asOf);
                Assert.True(calendar.First >= from);
                Assert.True(calendar.Count == 0 || calendar.StartOf(calendar.Count) <= asOf);
                Assert.True(calendar.StartOf(calendar.Count + 1) > asOf);
            }
        }
    }
}
