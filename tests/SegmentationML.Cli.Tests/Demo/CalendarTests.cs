using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.Demo;

public sealed class CalendarTests
{
    [Theory]
    [InlineData(2011, "2011-04-24")] // Easter dates as published
    [InlineData(2016, "2016-03-27")]
    [InlineData(2024, "2024-03-31")]
    [InlineData(2025, "2025-04-20")]
    public void EasterSunday_IsTheGregorianOne(int year, string expected)
        => Assert.Equal(DateOnly.ParseExact(expected, "yyyy-MM-dd"), DemoCalendar.EasterSunday(year));

    [Theory]
    [InlineData("2024-01-01", 2024, 1, 1, 1)]
    [InlineData("2024-01-29", 2024, 1, 2, 5)] // a period of 4, then 4, then 5 weeks
    [InlineData("2024-02-26", 2024, 1, 3, 9)]
    [InlineData("2024-03-31", 2024, 1, 3, 13)]
    [InlineData("2024-04-01", 2024, 2, 4, 14)]
    [InlineData("2020-12-31", 2020, 4, 12, 53)] // ISO 8601: 2020 has 53 weeks
    [InlineData("2025-12-29", 2026, 1, 1, 1)]
    public void FiscalWeek_Is445OnIsoYears(string date, int year, int quarter, int period, int week)
        => Assert.Equal(new FiscalWeek(year, quarter, period, week), FiscalWeek.Of(DateOnly.ParseExact(date, "yyyy-MM-dd")));
}
