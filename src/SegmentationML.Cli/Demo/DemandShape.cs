namespace SegmentationML.Cli.Demo;

/// <summary>The drawn parameters of one product's demand.</summary>
internal sealed record DemandShape
{
    /// <summary>First active day.</summary>
    public required int From { get; init; }

    /// <summary>End of the active span, excluded.</summary>
    public required int To { get; init; }

    /// <summary>Days until full demand; 0 for none.</summary>
    public required double RampIn { get; init; }

    /// <summary>Days of decline before the end; 0 for none.</summary>
    public required double RampOut { get; init; }

    /// <summary>Logarithm of demand at the end over demand at the start.</summary>
    public required double LogTrend { get; init; }

    /// <summary>Share of the category's season that shows.</summary>
    public required double Season { get; init; }

    /// <summary>Standard deviation of the weekly level's logarithm.</summary>
    public required double WeeklyNoise { get; init; }

    /// <summary>Gamma shape of the weekly bursts; positive infinity for none.</summary>
    public required double BurstShape { get; init; }

    /// <summary>Mean number of packs of a line, at least 1.</summary>
    public required double SizeMean { get; init; }

    /// <summary>Negative binomial shape of the packs of a line; positive infinity for Poisson.</summary>
    public required double SizeShape { get; init; }

    /// <summary>Share of lines that come back.</summary>
    public required double ReturnRate { get; init; }

    /// <summary>The only day with a line, -1 for products that sell more than once.</summary>
    public required int SingleDay { get; init; }

    /// <summary>Expected lines a week at level 1: the floor of a runner, the rate of a slow mover.</summary>
    public required double WeeklyFloor { get; init; }

    /// <summary>Weight of the lines that runners share above their floors; 0 for a slow mover.</summary>
    public required double WeeklyWeight { get; init; }

    /// <summary>Expected lines a week at level 1; set once all products are known.</summary>
    public double LinesPerWeek { get; init; }

    /// <summary>Level of the life cycle and the trend on a day, 1 on average over the plateau; 0 outside the active span.</summary>
    /// <param name="day">Day index.</param>
    public double Level(int day)
    {
        if (day < From || day >= To)
        {
            return 0;
        }

        var level = LogTrend == 0 ? 1 : Math.Exp(LogTrend * (((day - From + 0.5) / (To - From)) - 0.5));
        level *= RampIn > 0 ? Math.Min(1, (day - From + 1) / RampIn) : 1;
        return level * (RampOut > 0 ? Math.Min(1, (To - day) / RampOut) : 1);
    }
}
