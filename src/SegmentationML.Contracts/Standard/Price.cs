namespace SegmentationML.Contracts.Standard;

/// <summary>Price of use.</summary>
public sealed record Price
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Amount per unit.</summary>
    public decimal? PriceAmount { get; init; }

    /// <summary>Currency of the amount.</summary>
    public string? PriceCurrency { get; init; }

    /// <summary>The unit, such as megabyte.</summary>
    public string? PriceUnit { get; init; }
}
