using SegmentationML.Core.Governance.Promotion;

namespace SegmentationML.Core.Governance.Impact;

/// <summary>What a version would change if it went into use: who moves where, what that does to value, stock and service, who loses most, and which parameters change downstream.</summary>
/// <param name="Size">The change in the measures of decision rights.</param>
/// <param name="Common">Entities of both versions.</param>
/// <param name="Entered">Entities that are new.</param>
/// <param name="Left">Entities that are gone.</param>
/// <param name="Value">Value of the entities of both versions.</param>
/// <param name="Total">Stock and service over all entities.</param>
/// <param name="WithoutCost">Stocked entities without a unit cost: their stock is in units only.</param>
/// <param name="Flows">By segments, those who stay included; by From, then To, those without one last.</param>
/// <param name="Parameters">In a fixed order.</param>
/// <param name="Losers">How many fare worse.</param>
/// <param name="WorstLosers">The worst of them, greatest loss first.</param>
/// <param name="KeyAccountsMoved">Keys of key accounts that move or are gone, in order.</param>
public sealed record ImpactAssessment(
    ChangeSize Size,
    long Common,
    long Entered,
    long Left,
    double Value,
    StockImpact Total,
    long WithoutCost,
    IReadOnlyList<ImpactFlow> Flows,
    IReadOnlyList<ParameterChange> Parameters,
    long Losers,
    IReadOnlyList<ImpactLoser> WorstLosers,
    IReadOnlyList<string> KeyAccountsMoved)
{
    /// <summary>How many losers are named.</summary>
    public const int LosersNamed = 20;

    /// <summary>Compares two versions.</summary>
    /// <param name="changes">Every entity of either version once, in key order: sums are taken in this order.</param>
    /// <param name="rights">Tiers and key accounts.</param>
    public static ImpactAssessment Of(IEnumerable<EntityChange> changes, DecisionRights rights)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(rights);
        var sums = new ImpactTally(rights);
        foreach (var change in changes)
        {
            sums.Add(change);
        }

        return sums.Result();
    }
}
