namespace SegmentationML.Contracts.Tables;

/// <summary><c>inventory</c>: stock by day, as often as it was counted.</summary>
public static class Inventory
{
    /// <summary>Product.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "Product.");

    /// <summary>Site.</summary>
    public static CanonicalColumn SiteId { get; } = new("site_id", "VARCHAR", false, "", "Site.");

    /// <summary>Close of this day.</summary>
    public static CanonicalColumn Date { get; } = new("date", "DATE", true, "", "Close of this day.");

    /// <summary>Units in stock.</summary>
    public static CanonicalColumn OnHand { get; } = new("on_hand", "DECIMAL(18,4)", true, "base units of the product", "Units in stock.");

    /// <summary>Units on their way from suppliers.</summary>
    public static CanonicalColumn OnOrder { get; } = new("on_order", "DECIMAL(18,4)", false, "base units of the product", "Units on their way from suppliers.");

    /// <summary>Units in stock that are promised to customers.</summary>
    public static CanonicalColumn Reserved { get; } = new("reserved", "DECIMAL(18,4)", false, "base units of the product", "Units in stock that are promised to customers.");

    /// <summary>Unit of measure of the quantities.</summary>
    public static CanonicalColumn Unit { get; } = new("unit", "VARCHAR", false, "", "Unit of measure of the quantities.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "inventory",
        "the stock of a product at a site on one day",
        [ProductId, SiteId, Date],
        [
            ProductId,
            SiteId,
            Date,
            OnHand,
            OnOrder,
            Reserved,
            Unit,
        ]);
}
