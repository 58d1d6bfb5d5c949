namespace SegmentationML.Core.Inventory;

/// <summary>What a supplier accepts as an order quantity.</summary>
public readonly record struct LotRule
{
    /// <summary>Takes a minimum and a multiple.</summary>
    /// <param name="minimum">Least quantity, units, at least 0.</param>
    /// <param name="multiple">Quantities are multiples of it, units; 0 for any quantity.</param>
    public LotRule(double minimum, double multiple)
    {
        Minimum = minimum >= 0 && double.IsFinite(minimum) ? minimum : throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "A minimum order quantity is 0 or more.");
        Multiple = multiple >= 0 && double.IsFinite(multiple) ? multiple : throw new ArgumentOutOfRangeException(nameof(multiple), multiple, "An order multiple is 0 or more.");
    }

    /// <summary>Least quantity, units.</summary>
    public double Minimum { get; }

    /// <summary>Quantities are multiples of it; 0 for any quantity.</summary>
    public double Multiple { get; }

    /// <summary>The least allowed quantity that is not below the given one.</summary>
    /// <param name="quantity">Units.</param>
    public double AtLeast(double quantity)
    {
        var least = Math.Max(quantity, Minimum);
        return Multiple > 0 ? Math.Max(1, Math.Ceiling(Math.Round(least / Multiple, 9))) * Multiple : least;
    }

    /// <summary>The greatest allowed quantity that is not above the given one; the least allowed one when there is none.</summary>
    /// <param name="quantity">Units.</param>
    public double AtMost(double quantity)
    {
        var lots = Multiple > 0 ? Math.Floor(Math.Round(quantity / Multiple, 9)) * Multiple : quantity;
        return lots > 0 && lots >= Minimum ? lots : AtLeast(Minimum);
    }
}
