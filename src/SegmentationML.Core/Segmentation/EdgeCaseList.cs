namespace SegmentationML.Core.Segmentation;

/// <summary>The ordered decision list of edge cases: the first rule that fits gives the provisional segment, and the matrix is not asked.</summary>
public sealed record EdgeCaseList : AlgorithmOptions
{
    /// <summary>The rule index that stands for no edge case.</summary>
    public const byte NoCase = byte.MaxValue;

    /// <summary>A list without rules: the matrix decides everything.</summary>
    public static EdgeCaseList Empty { get; } = new();

    /// <summary>The rules, first match first. Default none.</summary>
    public IReadOnlyList<EdgeCaseRule> Rules { get; init; } = [];

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var seen = new HashSet<EdgeCase>();
        foreach (var rule in Rules)
        {
            if (!Enum.IsDefined(rule.Case))
            {
                yield return SegmentationProblems.EdgeCase($"{(int)rule.Case}", "is not one of the cases");
            }
            else if (!seen.Add(rule.Case))
            {
                yield return SegmentationProblems.EdgeCase(rule.Reason, "is listed twice: the second can never decide");
            }
            else if (rule.HasLimit != (rule.Limit > 0) || rule.Limit < 0)
            {
                yield return SegmentationProblems.EdgeCase(rule.Reason, $"has the limit {rule.Limit}");
            }
        }
    }

    /// <summary>Index of the first rule that fits an entity; <see cref="NoCase"/> when none does.</summary>
    public byte RuleOf(EntityFacts facts, int entity)
    {
        ArgumentNullException.ThrowIfNull(facts);
        for (var rule = 0; rule < Rules.Count; rule++)
        {
            if (Fits(Rules[rule], facts, entity))
            {
                return (byte)rule;
            }
        }

        return NoCase;
    }

    private static bool Fits(EdgeCaseRule rule, EntityFacts facts, int entity)
    {
        var demands = facts.DemandPeriods[entity];
        return rule.Case switch
        {
            EdgeCase.NoMovement => demands == 0 && !(facts.Returns[entity] > 0),
            EdgeCase.ReturnsOnly => demands == 0 && facts.Returns[entity] > 0,
            EdgeCase.New => demands > 0 && facts.ActivePeriods[entity] < rule.Limit,
            EdgeCase.OneOff => demands == 1,
            EdgeCase.NegativeNet => demands > 0 && facts.NetValue is not null && facts.NetValue[entity] < 0,
            EdgeCase.SeasonalOnly => facts.SeasonPeriods is not null && facts.SeasonPeriods[entity] > 0 && facts.SeasonPeriods[entity] <= rule.Limit,
            _ => demands > 0 && facts.PeriodsSinceLastDemand[entity] >= rule.Limit,
        };
    }
}
