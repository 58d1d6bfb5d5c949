namespace SegmentationML.Cli.Demo;

/// <summary>The catalogue of demand archetypes. Shares add up to 1.</summary>
internal static class ProductArchetypes
{
    /// <summary>All archetypes, in the order of the documentation.</summary>
    public static IReadOnlyList<ProductArchetype> All { get; } =
    [
        new("steady-runner", 0.18) { LinesPerWeek = 4.5, WeeklyNoise = (0.02, 0.06), LaunchedInside = 0.15 },
        new("seasonal", 0.12) { LinesPerWeek = 3, Season = (0.8, 1), LaunchedInside = 0.1 },
        new("trending-up", 0.06) { LinesPerWeek = 2.5, TrendRatio = (3, 6) },
        new("trending-down", 0.06) { LinesPerWeek = 2.5, TrendRatio = (0.1, 0.25) },
        new("erratic", 0.09) { LinesPerWeek = 3, SizeVariation = (1.1, 1.5), Burst = (0.7, 0.9), WeeklyNoise = (0.2, 0.3), SizeFactor = (1.5, 2.5) },
        new("intermittent", 0.12) { Runner = false, LinesPerWeek = (0.15, 0.45), SizeVariation = 0.2, Dedicated = (0, 6) },
        new("lumpy", 0.08) { Runner = false, LinesPerWeek = (0.15, 0.4), SizeVariation = (1.3, 1.8), SizeFactor = (3, 8), Dedicated = (1, 4) },
        new("spare-part", 0.08) { Runner = false, LinesPerWeek = (0.03, 0.12), SizeVariation = 0.1, SizeFactor = (0.1, 0.2), PriceFactor = (3, 9), PromotionsPerYear = 0, Dedicated = (1, 8) },
        new("new-launch", 0.05) { LinesPerWeek = 3.5, Start = (0.72, 0.92), RampInDays = (20, 60), LaunchedInside = 0 },
        new("phase-out", 0.05) { LinesPerWeek = 3.5, End = (0.6, 0.88), RampOutDays = (60, 120), PromotionsPerYear = 0 },
        new("promotion-driven", 0.05) { LinesPerWeek = 1.5, PromotionsPerYear = (4, 8), Uplift = (5, 9) },
        new("returns-heavy", 0.02) { LinesPerWeek = 3.5, ReturnRate = (0.18, 0.3) },
        new("one-off", 0.01) { Runner = false, Single = true, LinesPerWeek = 0, SizeFactor = (6, 15), SizeVariation = 0.3, PromotionsPerYear = 0, ReturnRate = 0 },
        new("returns-only", 0.005) { Runner = false, Single = true, ReturnOnly = true, LinesPerWeek = 0, PromotionsPerYear = 0, ReturnRate = 0 },
        new("never-sold", 0.005) { Runner = false, LinesPerWeek = 0, PromotionsPerYear = 0, ReturnRate = 0 },
        new("dormant", 0.02) { Runner = false, LinesPerWeek = (0.4, 1.5), End = (0.2, 0.4), RampOutDays = (0, 30), PromotionsPerYear = 0 },
    ];
}
