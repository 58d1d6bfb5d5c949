using SegmentationML.Core;
using SegmentationML.Core.Segmentation.Chain;

namespace SegmentationML.Pipeline.Segment;

/// <summary>An expert rule of a model: whom it concerns, and exactly one demand.</summary>
public sealed record RuleDefinition
{
    /// <summary>Its name; it stands in the trace of every entity that it moves.</summary>
    public required string Name { get; init; }

    /// <summary>Conditions that must all hold: a driver with a comparison (<c>net_revenue: ">= 1000"</c>), or a dimension with its classes (<c>abc: A|B</c>). None: everyone.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> When { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Segments in which the entity must not be.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];

    /// <summary>The worst segment that is allowed, by the model's order.</summary>
    public string? AtLeast { get; init; }

    /// <summary>The best segment that is allowed, by the model's order.</summary>
    public string? AtMost { get; init; }

    /// <summary>A driver: of two entities the one with more of it is never in a worse segment.</summary>
    public string? NeverWorseWithMore { get; init; }

    /// <summary>A driver: of two entities the one with less of it is never in a worse segment.</summary>
    public string? NeverWorseWithLess { get; init; }

    /// <summary>Of <see cref="Never"/>: where its entities go; by default to the nearest allowed segment in the model's order.</summary>
    public string? Instead { get; init; }

    /// <summary>Lists everything that is wrong, without looking at data.</summary>
    public IEnumerable<Problem> Validate()
    {
        var demands = (Never.Count > 0 ? 1 : 0) + new[] { AtLeast, AtMost, NeverWorseWithMore, NeverWorseWithLess }.Count(d => d is not null);
        if (demands != 1)
        {
            yield return new Problem("SEG-SEGM-120", $"Rule '{Name}' has {demands} demands.", "Give it exactly one of never, at_least, at_most, never_worse_with_more and never_worse_with_less.");
        }

        if (Instead is not null && Never.Count == 0)
        {
            yield return new Problem("SEG-SEGM-120", $"Rule '{Name}' has instead without never.", "Use instead only with never.");
        }

        foreach (var problem in ConditionText.Validate($"rules.{Name}", When))
        {
            yield return problem;
        }
    }

    /// <summary>The rule as the chain reads it.</summary>
    internal ExpertRule ToRule(IReadOnlyCollection<string> dimensions) => new()
    {
        Name = Name,
        When = ConditionText.Parse(When, dimensions),
        Kind = Never.Count > 0 ? ExpertRuleKind.Never
            : AtLeast is not null ? ExpertRuleKind.AtLeast
            : AtMost is not null ? ExpertRuleKind.AtMost
            : NeverWorseWithMore is not null ? ExpertRuleKind.NeverWorseWithMore : ExpertRuleKind.NeverWorseWithLess,
        Segments = Never.Count > 0 ? Never : (AtLeast ?? AtMost) is { } bound ? [bound] : [],
        Instead = Instead,
        Driver = NeverWorseWithMore ?? NeverWorseWithLess ?? "",
    };
}
