namespace SegmentationML.Cli.Demo;

/// <summary>A kind of supplier: how its deliveries relate to what it promised.</summary>
/// <param name="Code">Name in <c>truth.csv</c>.</param>
/// <param name="Share">Share of the suppliers, in (0, 1).</param>
/// <param name="Delay">Actual lead time divided by the agreed one, on average.</param>
/// <param name="Variation">Coefficient of variation of the actual lead time.</param>
/// <param name="ShortChance">Chance that a delivery is short, in [0, 1].</param>
internal sealed record SupplierType(string Code, double Share, double Delay, double Variation, double ShortChance)
{
    /// <summary>All types. Shares add up to 1.</summary>
    public static IReadOnlyList<SupplierType> All { get; } =
    [
        new("reliable", 0.55, 0.98, 0.08, 0.01),
        new("late", 0.25, 1.2, 0.15, 0.03),
        new("erratic", 0.2, 1.05, 0.4, 0.08),
    ];
}
