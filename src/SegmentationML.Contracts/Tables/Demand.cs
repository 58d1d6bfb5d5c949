namespace SegmentationML.Contracts.Tables;

/// <summary><c>demand</c>: a ready-made demand panel, for sources that hold no order lines. An empty quantity is a missing observation, a zero is a period without demand.</summary>
public static class Demand
{
    /// <summary>Product or series.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "Product or series.");

    /// <summary>Customer, where the panel is cut by customer.</summary>
    public static CanonicalColumn CustomerId { get; } = new("customer_id", "VARCHAR", false, "", "Customer, where the panel is cut by customer.");

    /// <summary>Site, where the panel is cut by site.</summary>
    public static CanonicalColumn SiteId { get; } = new("site_id", "VARCHAR", false, "", "Site, where the panel is cut by site.");

    /// <summary>First day of the period.</summary>
    public static CanonicalColumn Period { get; } = new("period", "DATE", true, "", "First day of the period.");

    /// <summary>Units demanded in the period; empty when not observed.</summary>
    public static CanonicalColumn Quantity { get; } = new("quantity", "DECIMAL(18,4)", true, "base units of the product", "Units demanded in the period; empty when not observed.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "demand",
        "the demand of a product (at a customer or site, if given) in one period",
        [ProductId, CustomerId, SiteId, Period],
        [
            ProductId,
            CustomerId,
            SiteId,
            Period,
            Quantity,
        ]);
}
