namespace SegmentationML.Cli.Demo;

/// <summary>The days of a history: working days, holidays, weekday profile, yearly seasons and price inflation, by day index.</summary>
internal sealed class DemoCalendar
{
    private const double SeasonSharpness = 1.6;
    private const double YearlyInflation = 0.025;
    private readonly double[][] _seasons;

    public DemoCalendar(DemoSize size)
    {
        FirstDay = size.FirstDay;
        Days = size.Days;
        Dates = Enumerable.Range(0, size.Days).Select(size.FirstDay.AddDays).ToArray();
        Holidays = Dates.Select(Holiday).ToArray();
        Weight = WorkingWeight(size);
        PriceLevel = Dates.Select(date => Math.Pow(1 + YearlyInflation, date.Year - size.FirstDay.Year)).ToArray();
        _seasons = Assortment.Categories.Select(category => SeasonOf(category.PeakDay)).ToArray();
    }

    public DateOnly FirstDay { get; }

    public int Days { get; }

    public DateOnly[] Dates { get; }

    /// <summary>Name of the public holiday; null on other days.</summary>
    public string?[] Holidays { get; }

    /// <summary>Demand of the day relative to an average day; 0 when closed.</summary>
    public double[] Weight { get; }

    /// <summary>Price level relative to the first year: price lists change on 1 January.</summary>
    public double[] PriceLevel { get; }

    /// <summary>The yearly season of a category by day, mean about 1.</summary>
    public double[] Season(int category) => _seasons[category];

    /// <summary>The first open day not before a day; <see cref="Days"/> when there is none.</summary>
    /// <param name="day">Day index.</param>
    /// <param name="leastWeight">Days with less than this demand relative to an average day are passed over.</param>
    public int NextOpenDay(int day, double leastWeight = 0)
    {
        while (day < Days && (Weight[day] == 0 || Weight[day] < leastWeight))
        {
            day++;
        }

        return day;
    }

    private double[] WorkingWeight(DemoSize size)
    {
        var weights = Dates.Select((date, day) => Holidays[day] is null ? size.Weekdays[((int)date.DayOfWeek + 6) % 7] : 0).ToArray();
        var mean = weights.Average();
        return weights.Select(weight => weight / mean).ToArray();
    }

    private double[] SeasonOf(int peakDay)
    {
        var season = Dates.Select(date => Math.Exp(SeasonSharpness * Math.Cos(2 * Math.PI * (date.DayOfYear - peakDay) / 365.25))).ToArray();
        var year = Enumerable.Range(1, 365).Average(day => Math.Exp(SeasonSharpness * Math.Cos(2 * Math.PI * (day - peakDay) / 365.25)));
        return season.Select(value => value / year).ToArray();
    }

    private static string? Holiday(DateOnly date) => (date.Month, date.Day) switch
    {
        (1, 1) => "New Year",
        (5, 1) => "Labour Day",
        (12, 25) => "Christmas Day",
        (12, 26) => "Second Christmas Day",
        _ => (date.DayNumber - EasterSunday(date.Year).DayNumber) switch
        {
            -2 => "Good Friday",
            1 => "Easter Monday",
            _ => null,
        },
    };

    /// <summary>Gregorian Easter; the anonymous algorithm (Meeus, Jones and Butcher).</summary>
    internal static DateOnly EasterSunday(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var month = (h + l - (7 * m) + 114) / 31;
        return new DateOnly(year, month, ((h + l - (7 * m) + 114) % 31) + 1);
    }
}
