namespace SegmentationML.Cli.Demo;

/// <summary>A kind of customer: how often it orders and how much.</summary>
/// <param name="Code">Name in <c>truth.csv</c>.</param>
/// <param name="Share">Share of the customers, in (0, 1).</param>
/// <param name="OrderChance">Chance of an order on a working day at the start of the active span.</param>
/// <param name="OrderChanceAtEnd">The same at its end; between them it changes evenly.</param>
/// <param name="LinesPerOrder">Relative number of lines of an order.</param>
/// <param name="Discount">Discount off the list price, in [0, 1).</param>
/// <param name="Start">First active day as a share of the history.</param>
/// <param name="End">End of the active span as a share of the history.</param>
internal sealed record CustomerType(
    string Code,
    double Share,
    Between OrderChance,
    Between OrderChanceAtEnd,
    Between LinesPerOrder,
    Between Discount,
    Between Start,
    Between End)
{
    /// <summary>Whether it orders on one day only.</summary>
    public bool Once { get; init; }

    /// <summary>Days of the year in which a seasonal customer orders; 366 for the others.</summary>
    public int SeasonDays { get; init; } = 366;
}
