namespace SegmentationML.Contracts.Tables;

/// <summary><c>order_lines</c>: what customers ordered and sent back. Returns and credits have negative quantities and amounts.</summary>
public static class OrderLines
{
    /// <summary>Order, invoice or credit note as the source names it.</summary>
    public static CanonicalColumn OrderId { get; } = new("order_id", "VARCHAR", true, "", "Order, invoice or credit note as the source names it.");

    /// <summary>Line within the order; where the source has none, the position within the order in file order, from 1.</summary>
    public static CanonicalColumn Line { get; } = new("line", "BIGINT", true, "", "Line within the order; where the source has none, the position within the order in file order, from 1.");

    /// <summary>When it was ordered, in local time of the pipeline; midnight where the source has a date only.</summary>
    public static CanonicalColumn OrderDate { get; } = new("order_date", "TIMESTAMP", true, "", "When it was ordered, in local time of the pipeline; midnight where the source has a date only.");

    /// <summary>When the customer wants it.</summary>
    public static CanonicalColumn RequiredDate { get; } = new("required_date", "DATE", false, "", "When the customer wants it.");

    /// <summary>When it left; empty while it is open.</summary>
    public static CanonicalColumn ShippedDate { get; } = new("shipped_date", "DATE", false, "", "When it left; empty while it is open.");

    /// <summary>Who ordered.</summary>
    public static CanonicalColumn CustomerId { get; } = new("customer_id", "VARCHAR", false, "", "Who ordered.");

    /// <summary>What was ordered.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "What was ordered.");

    /// <summary>Where it ships from: warehouse, plant or shop.</summary>
    public static CanonicalColumn SiteId { get; } = new("site_id", "VARCHAR", false, "", "Where it ships from: warehouse, plant or shop.");

    /// <summary>How it was ordered.</summary>
    public static CanonicalColumn Channel { get; } = new("channel", "VARCHAR", false, "", "How it was ordered.");

    /// <summary>Units ordered; negative for returns and credits.</summary>
    public static CanonicalColumn Quantity { get; } = new("quantity", "DECIMAL(18,4)", true, "base units of the product", "Units ordered; negative for returns and credits.");

    /// <summary>Unit of measure of the quantity; after conversion the base unit of the product.</summary>
    public static CanonicalColumn Unit { get; } = new("unit", "VARCHAR", false, "", "Unit of measure of the quantity; after conversion the base unit of the product.");

    /// <summary>Price of one unit, net of line discounts where the source says so.</summary>
    public static CanonicalColumn UnitPrice { get; } = new("unit_price", "DECIMAL(18,6)", false, "currency per base unit", "Price of one unit, net of line discounts where the source says so.");

    /// <summary>Value of the line, net of discounts, negative for returns; quantity x unit price where the source has no amount.</summary>
    public static CanonicalColumn Amount { get; } = new("amount", "DECIMAL(18,4)", false, "currency", "Value of the line, net of discounts, negative for returns; quantity x unit price where the source has no amount.");

    /// <summary>Cost of the goods of the line, with the sign of the quantity.</summary>
    public static CanonicalColumn Cost { get; } = new("cost", "DECIMAL(18,4)", false, "currency", "Cost of the goods of the line, with the sign of the quantity.");

    /// <summary>ISO 4217 code of the amounts as they stand here; after conversion the currency of the pipeline.</summary>
    public static CanonicalColumn Currency { get; } = new("currency", "VARCHAR", false, "", "ISO 4217 code of the amounts as they stand here; after conversion the currency of the pipeline.");

    /// <summary>True for returns, credits and cancellations; where the source does not say, true when the quantity is negative.</summary>
    public static CanonicalColumn IsReturn { get; } = new("is_return", "BOOLEAN", false, "", "True for returns, credits and cancellations; where the source does not say, true when the quantity is negative.");

    /// <summary>Currency of the source before conversion; empty when nothing was converted.</summary>
    public static CanonicalColumn BookedCurrency { get; } = new("booked_currency", "VARCHAR", false, "", "Currency of the source before conversion; empty when nothing was converted.");

    /// <summary>Rate that the amounts were multiplied by; empty when nothing was converted.</summary>
    public static CanonicalColumn FxRate { get; } = new("fx_rate", "DECIMAL(18,8)", false, "currency of the pipeline per booked currency", "Rate that the amounts were multiplied by; empty when nothing was converted.");

    /// <summary>Unit of the source before conversion; empty when nothing was converted.</summary>
    public static CanonicalColumn BookedUnit { get; } = new("booked_unit", "VARCHAR", false, "", "Unit of the source before conversion; empty when nothing was converted.");

    /// <summary>Factor that the quantity was multiplied by; empty when nothing was converted.</summary>
    public static CanonicalColumn UnitFactor { get; } = new("unit_factor", "DECIMAL(18,8)", false, "base units per booked unit", "Factor that the quantity was multiplied by; empty when nothing was converted.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "order_lines",
        "one line of a customer order, invoice, credit note or return",
        [OrderId, Line],
        [
            OrderId,
            Line,
            OrderDate,
            RequiredDate,
            ShippedDate,
            CustomerId,
            ProductId,
            SiteId,
            Channel,
            Quantity,
            Unit,
            UnitPrice,
            Amount,
            Cost,
            Currency,
            IsReturn,
            BookedCurrency,
            FxRate,
            BookedUnit,
            UnitFactor,
        ]);
}
