namespace SegmentationML.Contracts.Tables;

/// <summary><c>unit_factors</c>: how many base units a unit of measure holds, product by product.</summary>
public static class UnitFactors
{
    /// <summary>Product.</summary>
    public static CanonicalColumn ProductId { get; } = new("product_id", "VARCHAR", true, "", "Product.");

    /// <summary>Unit of measure as it stands in other tables.</summary>
    public static CanonicalColumn Unit { get; } = new("unit", "VARCHAR", true, "", "Unit of measure as it stands in other tables.");

    /// <summary>Base unit of the product.</summary>
    public static CanonicalColumn BaseUnit { get; } = new("base_unit", "VARCHAR", true, "", "Base unit of the product.");

    /// <summary>Base units in one unit: 12 for a dozen.</summary>
    public static CanonicalColumn Factor { get; } = new("factor", "DECIMAL(18,8)", true, "base units per unit", "Base units in one unit: 12 for a dozen.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "unit_factors",
        "the size of a unit of measure for a product",
        [ProductId, Unit],
        [
            ProductId,
            Unit,
            BaseUnit,
            Factor,
        ]);
}
