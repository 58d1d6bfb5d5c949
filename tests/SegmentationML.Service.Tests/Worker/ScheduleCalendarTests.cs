using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Tests.Worker;

public sealed class ScheduleCalendarTests
{
    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static PipelineDefinition Pipeline(ScheduleOptions schedule, string name = "shop")
        => new() { Name = name, Model = "m", Entity = ["product_id"], Ingest = new IngestOptions { Sources = new Dictionary<string, SourceOptions>(StringComparer.Ordinal) }, Schedule = schedule };

    [Fact]
    public void Next_WeeklyInLocalTime_KeepsTheWallClockOverTheChange()
    {
        // Mondays 05:30 in Berlin: UTC+1 before 29 March 2026, UTC+2 after.
        var calendar = new ScheduleCalendar(Pipeline(new ScheduleOptions { Cron = "30 5 * * 1", TimeZone = "Europe/Berlin" }));
        Assert.Equal(Utc("2026-03-23T04:30Z"), calendar.Next(Utc("2026-03-20T00:00Z")));
        Assert.Equal(Utc("2026-03-30T03:30Z"), calendar.Next(Utc("2026-03-23T04:30Z")));
        Assert.Equal(Utc("2026-03-23T04:30Z"), calendar.Previous(Utc("2026-03-30T03:29Z")));
        Assert.Equal(Utc("2026-03-30T03:30Z"), calendar.Previous(Utc("2026-03-30T03:30Z")));
    }

    [Fact]
    public void Next_AtATimeThatSpringLeavesOut_StillFiresOnceThatDay()
    {
        var calendar = new ScheduleCalendar(Pipeline(new ScheduleOptions { Cron = "30 2 * * *", TimeZone = "Europe/Berlin" }));
        var fires = Fires(calendar, Utc("2026-03-28T12:00Z"), Utc("2026-03-30T12:00Z"));
        Assert.Equal(2, fires.Count); // 29 March has no half past two: it fires at its end, 03:00; the 30th as usual.
        Assert.InRange(fires[0], Utc("2026-03-29T00:59Z"), Utc("2026-03-29T01:31Z"));
        Assert.Equal(Utc("2026-03-30T00:30Z"), fires[1]);
    }

    [Fact]
    public void Next_AtATimeThatComesTwiceInAutumn_FiresOnceThatNight()
    {
        var calendar = new ScheduleCalendar(Pipeline(new ScheduleOptions { Cron = "30 2 * * *", TimeZone = "Europe/Berlin" }));
        Assert.Single(Fires(calendar, Utc("2026-10-24T12:00Z"), Utc("2026-10-25T12:00Z")));
    }

    [Fact]
    public void Next_FrozenDays_AreLeftOut()
    {
        var schedule = new ScheduleOptions { Cron = "0 6 * * *", Freeze = [new FreezeWindow(new DateOnly(2026, 12, 24), new DateOnly(2027, 1, 1), "year end")] };
        var calendar = new ScheduleCalendar(Pipeline(schedule));
        Assert.Equal(Utc("2027-01-02T06:00Z"), calendar.Next(Utc("2026-12-23T07:00Z")));
        Assert.Equal("year end", calendar.Frozen(Utc("2026-12-31T10:00Z"))?.Reason);
        Assert.Null(calendar.Frozen(Utc("2027-01-02T00:00Z")));
        Assert.Equal(Utc("2026-12-23T06:00Z"), calendar.Previous(Utc("2026-12-30T12:00Z")));
    }

    [Fact]
    public void Jitter_IsWithinBoundsTheSameEachTimeAndDiffersByName()
    {
        var offsets = Enumerable.Range(0, 50).Select(i => new ScheduleCalendar(Pipeline(new ScheduleOptions { Cron = "0 6 * * *", JitterSeconds = 600 }, $"pipeline-{i}")).Jitter).ToArray();
        Assert.All(offsets, o => Assert.InRange(o, TimeSpan.Zero, TimeSpan.FromSeconds(600)));
        Assert.True(offsets.Distinct().Count() > 45);
        var calendar = new ScheduleCalendar(Pipeline(new ScheduleOptions { Cron = "0 6 * * *", JitterSeconds = 600 }));
        Assert.Equal(Utc("2026-05-05T06:00Z") + calendar.Jitter, calendar.Next(Utc("2026-05-05T06:00Z") + calendar.Jitter - TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData("0 0 30 2 *", "SEG-SRV-006 SEG-SRV-007")]
    [InlineData("0 0 0 30 2 ?", "SEG-SRV-007")]
    [InlineData("every monday", "SEG-SRV-006")]
    [InlineData("", "SEG-SRV-006")]
    [InlineData("61 * * * *", "SEG-SRV-006")]
    public void Check_ExpressionsThatCannotBe_AreProblems(string cron, string codes)
        => Assert.Contains(Assert.Single(ScheduleCheck.Of(Pipeline(new ScheduleOptions { Cron = cron }))).Code, codes, StringComparison.Ordinal);

    [Fact]
    public void Options_ThatCannotBe_AreProblems()
    {
        Assert.Equal("SEG-CFG-007", Assert.Single(new ScheduleOptions { TimeZone = "Mars/Olympus" }.Validate()).Code);
        Assert.Equal("SEG-CFG-011", Assert.Single(new ScheduleOptions { Freeze = [new FreezeWindow(new DateOnly(2026, 2, 2), new DateOnly(2026, 2, 1))] }.Validate()).Code);
        Assert.Equal("SEG-CFG-012", Assert.Single(new ScheduleOptions { TimeLimitMinutes = 0 }.Validate()).Code);
        Assert.Equal("SEG-SRV-008", Assert.Single(ScheduleCheck.Of(Pipeline(new ScheduleOptions { Cron = "0 6 * * *", After = ["shop"] }))).Code);
    }

    private static List<DateTimeOffset> Fires(ScheduleCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        var fires = new List<DateTimeOffset>();
        for (var next = calendar.Next(from); next < to; next = calendar.Next(next.Value))
        {
            fires.Add(next.Value);
        }

        return fires;
    }
}
