namespace SegmentationML.Contracts.Tables;

/// <summary><c>calendar</c>: fiscal periods and holidays by day.</summary>
public static class CalendarDays
{
    /// <summary>Day.</summary>
    public static CanonicalColumn Date { get; } = new("date", "DATE", true, "", "Day.");

    /// <summary>Fiscal year.</summary>
    public static CanonicalColumn FiscalYear { get; } = new("fiscal_year", "INTEGER", false, "", "Fiscal year.");

    /// <summary>Fiscal period within the year, from 1.</summary>
    public static CanonicalColumn FiscalPeriod { get; } = new("fiscal_period", "INTEGER", false, "", "Fiscal period within the year, from 1.");

    /// <summary>Fiscal week within the year, from 1.</summary>
    public static CanonicalColumn FiscalWeek { get; } = new("fiscal_week", "INTEGER", false, "", "Fiscal week within the year, from 1.");

    /// <summary>False for weekends and holidays.</summary>
    public static CanonicalColumn IsWorkingDay { get; } = new("is_working_day", "BOOLEAN", false, "", "False for weekends and holidays.");

    /// <summary>Name of the holiday.</summary>
    public static CanonicalColumn Holiday { get; } = new("holiday", "VARCHAR", false, "", "Name of the holiday.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "calendar",
        "one day",
        [Date],
        [
            Date,
            FiscalYear,
            FiscalPeriod,
            FiscalWeek,
            IsWorkingDay,
            Holiday,
        ]);
}
