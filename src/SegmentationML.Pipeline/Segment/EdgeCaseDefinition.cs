using SegmentationML.Core;
using SegmentationML.Core.Segmentation;

namespace SegmentationML.Pipeline.Segment;

/// <summary>When an entity is judged by what it is and not by its classes. The list is walked in this order; the first that holds gives the segment.</summary>
/// <remarks>NO_MOVEMENT, RETURNS_ONLY, NEGATIVE_NET, NEW, ONE_OFF, SEASONAL_ONLY, DORMANT: these are the codes of reason and segment alike. An entity graduates when its case no longer holds.</remarks>
public sealed record EdgeCaseDefinition
{
    /// <summary>Fewer buckets since the first demand make an entity new; 0 switches the case off. Default 8.</summary>
    public int NewBelowBuckets { get; init; } = 8;

    /// <summary>Whether an entity with a single bucket of demand is a segment of its own. Default true.</summary>
    public bool OneOff { get; init; } = true;

    /// <summary>So many buckets without demand make an entity dormant; 0 switches the case off. Default 26.</summary>
    public int DormantAfterBuckets { get; init; } = 26;

    /// <summary>Whether an entity that sells, but whose net value is below zero, is a segment of its own (NEGATIVE_NET, asked after RETURNS_ONLY). Default false: its classes decide.</summary>
    public bool NegativeNet { get; init; }

    /// <summary>An entity that sold in two seasons or more, always within so many buckets of the year, is SEASONAL_ONLY (asked before DORMANT, which it would be for most of the year); 0 switches the case off. Default 0.</summary>
    public int SeasonalWithinBuckets { get; init; }

    /// <summary>The decision list.</summary>
    internal EdgeCaseList List()
    {
        var rules = new List<EdgeCaseRule> { Rule(EdgeCase.NoMovement, 0), Rule(EdgeCase.ReturnsOnly, 0) };
        if (NegativeNet)
        {
            rules.Add(Rule(EdgeCase.NegativeNet, 0));
        }

        if (NewBelowBuckets > 0)
        {
            rules.Add(Rule(EdgeCase.New, NewBelowBuckets));
        }

        if (OneOff)
        {
            rules.Add(Rule(EdgeCase.OneOff, 0));
        }

        if (SeasonalWithinBuckets > 0)
        {
            rules.Add(Rule(EdgeCase.SeasonalOnly, SeasonalWithinBuckets));
        }

        if (DormantAfterBuckets > 0)
        {
            rules.Add(Rule(EdgeCase.Dormant, DormantAfterBuckets));
        }

        return new EdgeCaseList { Rules = rules };
    }

    /// <summary>The segment's code of a case is its reason code.</summary>
    private static EdgeCaseRule Rule(EdgeCase edgeCase, int limit) => new(edgeCase, new EdgeCaseRule(edgeCase, "").Reason, limit);

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (NewBelowBuckets < 0 || DormantAfterBuckets < 0 || SeasonalWithinBuckets < 0)
        {
            yield return new Problem("SEG-SEGM-108", $"edge_cases has new_below_buckets {NewBelowBuckets} and dormant_after_buckets {DormantAfterBuckets}, seasonal_within_buckets {SeasonalWithinBuckets}.", "Set 0 to switch a case off, or a positive number of buckets.");
        }
    }
}
