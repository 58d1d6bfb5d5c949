namespace SegmentationML.Cli.Demo;

/// <summary>A kind of demand: the ranges from which a product of this kind draws its parameters.</summary>
/// <param name="Code">Name in <c>truth.csv</c>.</param>
/// <param name="Share">Share of the assortment, in (0, 1).</param>
internal sealed record ProductArchetype(string Code, double Share)
{
    /// <summary>Order lines a week while active: the floor for a runner, the rate itself for a slow mover.</summary>
    public Between LinesPerWeek { get; init; } = 3;

    /// <summary>Whether the rate above the floor is scaled so that the whole reaches the size's number of lines.</summary>
    public bool Runner { get; init; } = true;

    /// <summary>Whether the product is sold exactly once (or returned exactly once, see <see cref="ReturnOnly"/>).</summary>
    public bool Single { get; init; }

    /// <summary>Whether its only line is a return of something sold before the history starts.</summary>
    public bool ReturnOnly { get; init; }

    /// <summary>First active day as a share of the history.</summary>
    public Between Start { get; init; } = 0;

    /// <summary>End of the active span as a share of the history.</summary>
    public Between End { get; init; } = 1;

    /// <summary>Days until full demand after the start.</summary>
    public Between RampInDays { get; init; } = 0;

    /// <summary>Days of decline before the end.</summary>
    public Between RampOutDays { get; init; } = 0;

    /// <summary>Demand at the end divided by demand at the start.</summary>
    public Between TrendRatio { get; init; } = (0.9, 1.1);

    /// <summary>How much of the category's yearly season shows, 0 not at all, 1 in full.</summary>
    public Between Season { get; init; } = (0, 0.08);

    /// <summary>Standard deviation of the weekly level's logarithm (autocorrelated).</summary>
    public Between WeeklyNoise { get; init; } = (0.05, 0.1);

    /// <summary>Coefficient of variation of independent weekly bursts.</summary>
    public Between Burst { get; init; } = 0;

    /// <summary>Coefficient of variation of the quantity of a line.</summary>
    public Between SizeVariation { get; init; } = (0.25, 0.35);

    /// <summary>Factor on the quantity of a line that its price suggests.</summary>
    public Between SizeFactor { get; init; } = 1;

    /// <summary>Factor on the price that its category suggests.</summary>
    public Between PriceFactor { get; init; } = 1;

    /// <summary>Promotions a year; a fraction is the chance of one.</summary>
    public Between PromotionsPerYear { get; init; } = (0, 0.5);

    /// <summary>Demand during a promotion divided by demand outside.</summary>
    public Between Uplift { get; init; } = (1.6, 2.4);

    /// <summary>Share of lines that come back, in [0, 1].</summary>
    public Between ReturnRate { get; init; } = (0.008, 0.022);

    /// <summary>Number of customers who take most of it; 0 when anyone may.</summary>
    public Between Dedicated { get; init; } = 0;

    /// <summary>Chance that the product was launched within the first 40 % of the history.</summary>
    public double LaunchedInside { get; init; }
}
