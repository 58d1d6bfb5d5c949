namespace SegmentationML.Contracts.Tables;

/// <summary><c>customers</c>: who orders, with its hierarchy.</summary>
public static class Customers
{
    /// <summary>Customer.</summary>
    public static CanonicalColumn CustomerId { get; } = new("customer_id", "VARCHAR", true, "", "Customer.");

    /// <summary>Name.</summary>
    public static CanonicalColumn Name { get; } = new("name", "VARCHAR", false, "", "Name.");

    /// <summary>Widest level of the hierarchy.</summary>
    public static CanonicalColumn Level1 { get; } = new("level_1", "VARCHAR", false, "", "Widest level of the hierarchy.");

    /// <summary>Second level of the hierarchy.</summary>
    public static CanonicalColumn Level2 { get; } = new("level_2", "VARCHAR", false, "", "Second level of the hierarchy.");

    /// <summary>Third level of the hierarchy.</summary>
    public static CanonicalColumn Level3 { get; } = new("level_3", "VARCHAR", false, "", "Third level of the hierarchy.");

    /// <summary>Narrowest level of the hierarchy.</summary>
    public static CanonicalColumn Level4 { get; } = new("level_4", "VARCHAR", false, "", "Narrowest level of the hierarchy.");

    /// <summary>Kind of customer, such as wholesaler.</summary>
    public static CanonicalColumn Type { get; } = new("type", "VARCHAR", false, "", "Kind of customer, such as wholesaler.");

    /// <summary>Country as the source names it.</summary>
    public static CanonicalColumn Country { get; } = new("country", "VARCHAR", false, "", "Country as the source names it.");

    /// <summary>Region within the country.</summary>
    public static CanonicalColumn Region { get; } = new("region", "VARCHAR", false, "", "Region within the country.");

    /// <summary>First day as a customer.</summary>
    public static CanonicalColumn Since { get; } = new("since", "DATE", false, "", "First day as a customer.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "customers",
        "one customer",
        [CustomerId],
        [
            CustomerId,
            Name,
            Level1,
            Level2,
            Level3,
            Level4,
            Type,
            Country,
            Region,
            Since,
        ]);
}
