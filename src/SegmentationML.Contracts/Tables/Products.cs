namespace SegmentationML.Contracts.Tables;

/// <summary><c>products</c>: what is sold, with its hierarchy and supply.</summary>
public static class Products
{
    /// <summary>Product.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "Product.");

    /// <summary>Description.</summary>
    public static CanonicalColumn Name { get; } = new("name", "VARCHAR", false, "", "Description.");

    /// <summary>Widest level of the hierarchy.</summary>
    public static CanonicalColumn Level1 { get; } = new("level_1", "VARCHAR", false, "", "Widest level of the hierarchy.");

    /// <summary>Second level of the hierarchy.</summary>
    public static CanonicalColumn Level2 { get; } = new("level_2", "VARCHAR", false, "", "Second level of the hierarchy.");

    /// <summary>Third level of the hierarchy.</summary>
    public static CanonicalColumn Level3 { get; } = new("level_3", "VARCHAR", false, "", "Third level of the hierarchy.");

    /// <summary>Narrowest level of the hierarchy.</summary>
    public static CanonicalColumn Level4 { get; } = new("level_4", "VARCHAR", false, "", "Narrowest level of the hierarchy.");

    /// <summary>Brand.</summary>
    public static CanonicalColumn Brand { get; } = new("brand", "VARCHAR", false, "", "Brand.");

    /// <summary>Main supplier.</summary>
    public static CanonicalColumn SupplierId { get; } = new("supplier_id", "VARCHAR", false, "", "Main supplier.");

    /// <summary>Base unit of measure.</summary>
    public static CanonicalColumn Unit { get; } = new("unit", "VARCHAR", false, "", "Base unit of measure.");

    /// <summary>List price.</summary>
    public static CanonicalColumn UnitPrice { get; } = new("unit_price", "DECIMAL(18,6)", false, "currency per base unit", "List price.");

    /// <summary>Standard cost.</summary>
    public static CanonicalColumn UnitCost { get; } = new("unit_cost", "DECIMAL(18,6)", false, "currency per base unit", "Standard cost.");

    /// <summary>ISO 4217 code of price and cost as they stand here.</summary>
    public static CanonicalColumn Currency { get; } = new("currency", "VARCHAR", false, "", "ISO 4217 code of price and cost as they stand here.");

    /// <summary>From purchase order to receipt.</summary>
    public static CanonicalColumn LeadTimeDays { get; } = new("lead_time_days", "DECIMAL(18,4)", false, "days", "From purchase order to receipt.");

    /// <summary>Least quantity of a purchase order line.</summary>
    public static CanonicalColumn MinOrderQuantity { get; } = new("min_order_quantity", "DECIMAL(18,4)", false, "base units of the product", "Least quantity of a purchase order line.");

    /// <summary>Purchase quantities are multiples of it.</summary>
    public static CanonicalColumn OrderMultiple { get; } = new("order_multiple", "DECIMAL(18,4)", false, "base units of the product", "Purchase quantities are multiples of it.");

    /// <summary>First day of sale.</summary>
    public static CanonicalColumn Launched { get; } = new("launched", "DATE", false, "", "First day of sale.");

    /// <summary>First day on which it is no longer sold.</summary>
    public static CanonicalColumn Discontinued { get; } = new("discontinued", "DATE", false, "", "First day on which it is no longer sold.");

    /// <summary>False when it is no longer sold.</summary>
    public static CanonicalColumn IsActive { get; } = new("is_active", "BOOLEAN", false, "", "False when it is no longer sold.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "products",
        "one product",
        [ProductId],
        [
            ProductId,
            Name,
            Level1,
            Level2,
            Level3,
            Level4,
            Brand,
            SupplierId,
            Unit,
            UnitPrice,
            UnitCost,
            Currency,
            LeadTimeDays,
            MinOrderQuantity,
            OrderMultiple,
            Launched,
            Discontinued,
            IsActive,
        ]);
}
