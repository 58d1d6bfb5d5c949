namespace SegmentationML.Core.Inventory;

/// <summary>The distribution of the demand over lead time and review period.</summary>
public interface IDemandDistribution
{
    /// <summary>Mean, units.</summary>
    double Mean { get; }

    /// <summary>Standard deviation, units.</summary>
    double Deviation { get; }

    /// <summary>Whether demand comes in whole units only, so that stock levels are integers.</summary>
    bool WholeUnits { get; }

    /// <summary>P(demand ≤ stock).</summary>
    double Cdf(double stock);

    /// <summary>The smallest stock with P(demand ≤ stock) ≥ probability.</summary>
    /// <param name="probability">In (0, 1).</param>
    double Quantile(double probability);

    /// <summary>E[(demand − stock)⁺], units.</summary>
    /// <param name="stock">Any number.</param>
    double ExpectedShortage(double stock);
}
