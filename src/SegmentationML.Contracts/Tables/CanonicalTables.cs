namespace SegmentationML.Contracts.Tables;

/// <summary>The catalogue of canonical tables. A pipeline needs <c>order_lines</c> or <c>demand</c>; the others enrich what can be computed.</summary>
public static class CanonicalTables
{
    /// <summary>All tables; what a table needs to be converted (rates, factors) stands before it.</summary>
    public static IReadOnlyList<CanonicalTable> All { get; } =
    [
        FxRates.Table,
        UnitFactors.Table,
        OrderLines.Table,
        Demand.Table,
        Products.Table,
        Customers.Table,
        Suppliers.Table,
        Receipts.Table,
        Inventory.Table,
        Promotions.Table,
        CalendarDays.Table,
        EntityTags.Table,
        ReferenceFactors.Table,
    ];

    /// <summary>The table of a name, or null.</summary>
    /// <param name="name">Compared by ordinal.</param>
    public static CanonicalTable? Find(string name) => All.FirstOrDefault(t => t.Name == name);
}
