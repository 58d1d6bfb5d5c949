using System.Globalization;

namespace SegmentationML.Cli.Demo;

/// <summary>A day's place in the fiscal 4-4-5 calendar: years are ISO years (they start on the Monday of ISO week 1), quarters have 13 weeks in periods of 4, 4 and 5 weeks, a 53rd week lengthens the last period.</summary>
/// <param name="Year">Fiscal year.</param>
/// <param name="Quarter">1 to 4.</param>
/// <param name="Period">1 to 12.</param>
/// <param name="Week">1 to 53.</param>
internal readonly record struct FiscalWeek(int Year, int Quarter, int Period, int Week)
{
    /// <summary>The place of a date.</summary>
    public static FiscalWeek Of(DateOnly date)
    {
        var time = date.ToDateTime(TimeOnly.MinValue);
        var week = ISOWeek.GetWeekOfYear(time);
        var quarter = Math.Min(3, (week - 1) / 13);
        var period = Math.Min(2, (week - 1 - (quarter * 13)) / 4);
        return new FiscalWeek(ISOWeek.GetYear(time), quarter + 1, (quarter * 3) + period + 1, week);
    }
}
