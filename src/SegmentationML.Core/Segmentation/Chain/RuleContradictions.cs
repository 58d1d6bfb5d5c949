namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Proves, before any entity is seen, that wherever rules meet they leave a segment.</summary>
/// <remarks>Sets of rules are walked depth first; a set whose conditions exclude each other is cut off. So every set that can meet is seen, up to a bound that a written rule book does not reach.</remarks>
internal sealed class RuleContradictions
{
    private const int MaximumSets = 200_000;
    private readonly IReadOnlyList<ExpertRule> _rules;
    private readonly bool[][] _allowed;
    private readonly List<Problem> _problems = [];
    private int _sets;

    private RuleContradictions(IReadOnlyList<ExpertRule> rules, bool[][] allowed)
    {
        _rules = rules;
        _allowed = allowed;
    }

    /// <summary>Lists contradictions.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="allowed">By rule and segment: what it leaves.</param>
    /// <param name="universe">The segments of which at least one must be left.</param>
    public static IReadOnlyList<Problem> Find(IReadOnlyList<ExpertRule> rules, bool[][] allowed, bool[] universe)
    {
        var search = new RuleContradictions(rules, allowed);
        search.Extend(0, ConditionBox.Everything, universe, []);
        return search._problems;
    }

    /// <summary>Monotone rules that ask for more and for less of the same driver where both hold: only one segment for all could obey them.</summary>
    /// <param name="rules">The monotone rules.</param>
    public static IEnumerable<Problem> Opposed(IReadOnlyList<ExpertRule> rules)
        => from first in rules.Select((rule, index) => (rule, index))
           from second in rules.Skip(first.index + 1)
           where first.rule.Driver == second.Driver && first.rule.Kind != second.Kind
           let meeting = ConditionBox.Everything.With(first.rule.When).With(second.When)
           where !meeting.IsEmpty
           select ChainProblems.Opposed(first.rule.Name, second.Name, second.Driver, meeting.ToString());

    private void Extend(int first, ConditionBox box, bool[] left, int[] chosen)
    {
        for (var rule = first; rule < _rules.Count && _sets < MaximumSets; rule++)
        {
            _sets++;
            var meeting = box.With(_rules[rule].When);
            if (meeting.IsEmpty)
            {
                continue;
            }

            bool[] both = [.. left.Select((l, s) => l && _allowed[rule][s])];
            int[] set = [.. chosen, rule];
            if (Array.TrueForAll(both, b => !b))
            {
                _problems.Add(ChainProblems.Contradiction([.. set.Select(r => _rules[r].Name)], meeting.ToString()));
            }
            else
            {
                Extend(rule + 1, meeting, both, set);
            }
        }
    }
}
