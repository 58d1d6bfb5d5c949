namespace SegmentationML.Contracts.Tables;

/// <summary><c>fx_rates</c>: what a unit of a foreign currency is worth in the currency of the pipeline.</summary>
public static class FxRates
{
    /// <summary>ISO 4217 code of the foreign currency.</summary>
    public static CanonicalColumn Currency { get; } = new("currency", "VARCHAR", true, "", "ISO 4217 code of the foreign currency.");

    /// <summary>First day on which the rate holds; it holds until the next one.</summary>
    public static CanonicalColumn Date { get; } = new("date", "DATE", true, "", "First day on which the rate holds; it holds until the next one.");

    /// <summary>Worth of one unit of the foreign currency.</summary>
    public static CanonicalColumn Rate { get; } = new("rate", "DECIMAL(18,8)", true, "currency of the pipeline per foreign currency", "Worth of one unit of the foreign currency.");

    /// <summary>The table.</summary>
    public static CanonicalTable Table { get; } = new(
        "fx_rates",
        "the rate of a currency from a day on",
        [Currency, Date],
        [
            Currency,
            Date,
            Rate,
        ]);
}
