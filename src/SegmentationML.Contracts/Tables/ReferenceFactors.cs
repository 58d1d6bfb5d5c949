namespace SegmentationML.Contracts.Tables;

/// <summary><c>reference_factors</c>: numbers that belong to a value of an attribute, such as the transport cost index or the distance of a country or region; with the days on which they hold.</summary>
public static class ReferenceFactors
{
    /// <summary>Table and column of the attribute.</summary>
    public static CanonicalColumn Attribute { get; } = new("attribute", "VARCHAR", true, "", "Table and column of the attribute, such as customers.country.");

    /// <summary>Value of the attribute.</summary>
    public static CanonicalColumn Value { get; } = new("value", "VARCHAR", true, "", "Value of the attribute, as that column has it.");

    /// <summary>Name of the factor.</summary>
    public static CanonicalColumn Factor { get; } = new("factor", "VARCHAR", true, "", "Name of the factor, such as distance_km.");

    /// <summary>The number.</summary>
    public static CanonicalColumn Number { get; } = new("number", "DECIMAL(18,6)", true, "unit of the factor", "The number.");

    /// <summary>First day on which it holds.</summary>
    public static CanonicalColumn ValidFrom { get; } = new("valid_from", "DATE", true, "", "First day on which it holds; it holds until the next one.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "reference_factors",
        "a factor of an attribute's value from a day on",
        [Attribute, Value, Factor, ValidFrom],
        [
            Attribute,
            Value,
            Factor,
            Number,
            ValidFrom,
        ]);
}
