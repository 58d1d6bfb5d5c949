using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline.Ingest.Conversion;

/// <summary>Which columns of a table are amounts and quantities, and which day decides the rate.</summary>
/// <param name="Table">The table.</param>
/// <param name="Currency">Its currency column; null when it has none.</param>
/// <param name="Unit">Its unit column; null when it has none or is in base units by definition.</param>
/// <param name="Day">SQL of the day whose rate holds.</param>
/// <param name="Amounts">Columns to multiply by the rate.</param>
/// <param name="Quantities">Columns to multiply by the factor.</param>
/// <param name="UnitPrices">Columns to divide by the factor.</param>
internal sealed record ConvertibleColumns(
    CanonicalTable Table,
    CanonicalColumn? Currency,
    CanonicalColumn? Unit,
    string Day,
    IReadOnlyList<CanonicalColumn> Amounts,
    IReadOnlyList<CanonicalColumn> Quantities,
    IReadOnlyList<CanonicalColumn> UnitPrices)
{
    /// <summary>All tables with amounts or quantities.</summary>
    public static IReadOnlyList<ConvertibleColumns> All { get; } =
    [
        new(OrderLines.Table, OrderLines.Currency, OrderLines.Unit, $"CAST({OrderLines.OrderDate} AS DATE)", [OrderLines.UnitPrice, OrderLines.Amount, OrderLines.Cost], [OrderLines.Quantity], [OrderLines.UnitPrice]),
        new(Products.Table, Products.Currency, null, "DATE '9999-12-31'", [Products.UnitPrice, Products.UnitCost], [], []),
        new(Receipts.Table, Receipts.Currency, Receipts.Unit, Receipts.OrderedDate.Name, [Receipts.UnitCost], [Receipts.QuantityOrdered, Receipts.QuantityReceived], [Receipts.UnitCost]),
        new(Inventory.Table, null, Inventory.Unit, Inventory.Date.Name, [], [Inventory.OnHand, Inventory.OnOrder, Inventory.Reserved], []),
    ];

    /// <summary>The entry of a table, or null.</summary>
    /// <param name="table">The table.</param>
    public static ConvertibleColumns? Of(CanonicalTable table) => All.FirstOrDefault(c => c.Table == table);
}
