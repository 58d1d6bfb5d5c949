namespace SegmentationML.Contracts.Tables;

/// <summary><c>suppliers</c>: who delivers.</summary>
public static class Suppliers
{
    /// <summary>Supplier.</summary>
    public static CanonicalColumn SupplierId { get; } = new("supplier_id", "VARCHAR", true, "", "Supplier.");

    /// <summary>Name.</summary>
    public static CanonicalColumn Name { get; } = new("name", "VARCHAR", false, "", "Name.");

    /// <summary>Country as the source names it.</summary>
    public static CanonicalColumn Country { get; } = new("country", "VARCHAR", false, "", "Country as the source names it.");

    /// <summary>Region within the country.</summary>
    public static CanonicalColumn Region { get; } = new("region", "VARCHAR", false, "", "Region within the country.");

    /// <summary>Agreed time from purchase order to receipt.</summary>
    public static CanonicalColumn LeadTimeDays { get; } = new("lead_time_days", "DECIMAL(18,4)", false, "days", "Agreed time from purchase order to receipt.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "suppliers",
        "one supplier",
        [SupplierId],
        [
            SupplierId,
            Name,
            Country,
            Region,
            LeadTimeDays,
        ]);
}
