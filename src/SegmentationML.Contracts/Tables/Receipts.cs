namespace SegmentationML.Contracts.Tables;

/// <summary><c>receipts</c>: purchase order lines with promised and actual dates.</summary>
public static class Receipts
{
    /// <summary>Purchase order.</summary>
    public static CanonicalColumn PurchaseOrderId { get; } = new("purchase_order_id", "VARCHAR", true, "", "Purchase order.");

    /// <summary>Line within the order; where the source has none, the position within the order in file order, from 1.</summary>
    public static CanonicalColumn Line { get; } = new("line", "BIGINT", true, "", "Line within the order; where the source has none, the position within the order in file order, from 1.");

    /// <summary>Who delivers.</summary>
    public static CanonicalColumn SupplierId { get; } = new("supplier_id", "VARCHAR", false, "", "Who delivers.");

    /// <summary>What was ordered.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "What was ordered.");

    /// <summary>Where it arrives.</summary>
    public static CanonicalColumn SiteId { get; } = new("site_id", "VARCHAR", false, "", "Where it arrives.");

    /// <summary>When it was ordered.</summary>
    public static CanonicalColumn OrderedDate { get; } = new("ordered_date", "DATE", true, "", "When it was ordered.");

    /// <summary>When the supplier promised it.</summary>
    public static CanonicalColumn PromisedDate { get; } = new("promised_date", "DATE", false, "", "When the supplier promised it.");

    /// <summary>When it arrived; empty while it is open.</summary>
    public static CanonicalColumn ReceivedDate { get; } = new("received_date", "DATE", false, "", "When it arrived; empty while it is open.");

    /// <summary>Units ordered.</summary>
    public static CanonicalColumn QuantityOrdered { get; } = new("quantity_ordered", "DECIMAL(18,4)", false, "base units of the product", "Units ordered.");

    /// <summary>Units received; negative when sent back.</summary>
    public static CanonicalColumn QuantityReceived { get; } = new("quantity_received", "DECIMAL(18,4)", false, "base units of the product", "Units received; negative when sent back.");

    /// <summary>Unit of measure of the quantities.</summary>
    public static CanonicalColumn Unit { get; } = new("unit", "VARCHAR", false, "", "Unit of measure of the quantities.");

    /// <summary>Purchase price.</summary>
    public static CanonicalColumn UnitCost { get; } = new("unit_cost", "DECIMAL(18,6)", false, "currency per base unit", "Purchase price.");

    /// <summary>ISO 4217 code of the purchase price as it stands here.</summary>
    public static CanonicalColumn Currency { get; } = new("currency", "VARCHAR", false, "", "ISO 4217 code of the purchase price as it stands here.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "receipts",
        "one line of a purchase order, with its receipt",
        [PurchaseOrderId, Line],
        [
            PurchaseOrderId,
            Line,
            SupplierId,
            ProductId,
            SiteId,
            OrderedDate,
            PromisedDate,
            ReceivedDate,
            QuantityOrdered,
            QuantityReceived,
            Unit,
            UnitCost,
            Currency,
        ]);
}
