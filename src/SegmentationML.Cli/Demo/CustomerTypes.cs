namespace SegmentationML.Cli.Demo;

/// <summary>The catalogue of customer types. Shares add up to 1.</summary>
internal static class CustomerTypes
{
    /// <summary>All types, in the order of the documentation.</summary>
    public static IReadOnlyList<CustomerType> All { get; } =
    [
        new("key-account", 0.03, (0.6, 0.85), (0.6, 0.85), (12, 26), (0.12, 0.2), 0, 1),
        new("regular", 0.26, (0.12, 0.25), (0.12, 0.25), (3, 7), (0.04, 0.1), 0, 1),
        new("occasional", 0.27, (0.01, 0.03), (0.01, 0.03), (2, 4), (0, 0.04), 0, 1),
        new("one-time", 0.14, 1, 1, (5, 10), 0, (0, 0.97), 1) { Once = true },
        new("seasonal", 0.06, (0.2, 0.3), (0.2, 0.3), (4, 7), (0.02, 0.06), 0, 1) { SeasonDays = 90 },
        new("churned", 0.09, (0.12, 0.25), (0.08, 0.15), (3, 7), (0.03, 0.08), 0, (0.25, 0.7)),
        new("new", 0.06, (0.1, 0.2), (0.15, 0.3), (3, 6), (0.02, 0.06), (0.75, 0.93), 1),
        new("growing", 0.05, (0.04, 0.08), (0.3, 0.45), (3, 7), (0.04, 0.1), 0, 1),
        new("declining", 0.04, (0.3, 0.45), (0.03, 0.06), (3, 7), (0.04, 0.1), 0, 1),
    ];
}
