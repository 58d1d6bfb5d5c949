namespace SegmentationML.Contracts.Tables;

/// <summary><c>promotions</c>: when a product was promoted.</summary>
public static class Promotions
{
    /// <summary>Promotion.</summary>
    public static CanonicalColumn PromotionId { get; } = new("promotion_id", "VARCHAR", true, "", "Promotion.");

    /// <summary>Product.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "Product.");

    /// <summary>Customer, if it is for one only.</summary>
    public static CanonicalColumn CustomerId { get; } = new("customer_id", "VARCHAR", false, "", "Customer, if it is for one only.");

    /// <summary>Site, if it is for one only.</summary>
    public static CanonicalColumn SiteId { get; } = new("site_id", "VARCHAR", false, "", "Site, if it is for one only.");

    /// <summary>Kind of promotion, such as display or mailer.</summary>
    public static CanonicalColumn Kind { get; } = new("kind", "VARCHAR", false, "", "Kind of promotion, such as display or mailer.");

    /// <summary>First day.</summary>
    public static CanonicalColumn StartDate { get; } = new("start_date", "DATE", true, "", "First day.");

    /// <summary>Last day, included.</summary>
    public static CanonicalColumn EndDate { get; } = new("end_date", "DATE", true, "", "Last day, included.");

    /// <summary>Discount, 0.2 for 20 %.</summary>
    public static CanonicalColumn DiscountShare { get; } = new("discount_share", "DECIMAL(9,6)", false, "share of the list price", "Discount, 0.2 for 20 %.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "promotions",
        "one promotion of a product (at a customer or site, if given)",
        [PromotionId, ProductId, CustomerId, SiteId],
        [
            PromotionId,
            ProductId,
            CustomerId,
            SiteId,
            Kind,
            StartDate,
            EndDate,
            DiscountShare,
        ]);
}
