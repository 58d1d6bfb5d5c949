namespace SegmentationML.Cli.Demo;

/// <summary>A customer and how it orders; days are indices into the history.</summary>
internal sealed record DemoCustomer(string Id, string Name, string Industry, string Region, string Country, string Channel, int Site, DateOnly Since, CustomerType Type)
{
    /// <summary>First active day.</summary>
    public required int From { get; init; }

    /// <summary>End of the active span, excluded.</summary>
    public required int To { get; init; }

    /// <summary>Chance of an order on a working day at the start of the span.</summary>
    public required double ChanceAtStart { get; init; }

    /// <summary>The same at its end.</summary>
    public required double ChanceAtEnd { get; init; }

    /// <summary>Relative number of lines of an order.</summary>
    public required double Weight { get; init; }

    /// <summary>Discount off the list price, in [0, 1).</summary>
    public required double Discount { get; init; }

    /// <summary>First day of the year of a seasonal customer's season.</summary>
    public required int SeasonStart { get; init; }

    /// <summary>Interest in each category, mean about 1.</summary>
    public required double[] Interest { get; init; }

    /// <summary>The chance that it orders on a day, given that the day is a working day.</summary>
    /// <param name="day">Day index.</param>
    /// <param name="dayOfYear">1 to 366.</param>
    public double OrderChance(int day, int dayOfYear)
    {
        if (day < From || day >= To || (dayOfYear - SeasonStart + 366) % 366 >= Type.SeasonDays)
        {
            return 0;
        }

        return ChanceAtStart + ((ChanceAtEnd - ChanceAtStart) * (day - From) / (To - From));
    }
}
