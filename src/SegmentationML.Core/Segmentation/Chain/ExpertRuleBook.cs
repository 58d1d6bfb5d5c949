namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>The expert rules of a model, bound to its segments and to the facts of its entities; proven free of contradictions.</summary>
/// <remarks>
/// An entity that stands in a segment which some rule forbids moves to the <see cref="ExpertRule.Instead"/> of the first such rule, if every rule allows it; otherwise to the nearest allowed segment in the order,
/// of two equally near the better one. Monotone rules come after the others: each in turn by the least change that the other rules allow, and then, where one has broken what another had mended, entities only ever move to worse
/// segments until all of them hold. Ranks are bounded, so that ends; where a bound forbids it, the bound stands.
/// </remarks>
public sealed class ExpertRuleBook : IChainPart
{
    private const int MaximumRules = 64;
    private readonly ExpertRule[] _bounds;
    private readonly ExpertRule[] _monotone;
    private readonly Func<int, bool>[] _concerns;
    private readonly bool[][] _allowed;
    private readonly int[] _instead;
    private readonly SegmentOrder _order;
    private readonly IEntityFacts _facts;
    private readonly Dictionary<ulong, bool[]> _together = [];

    private ExpertRuleBook(IReadOnlyList<ExpertRule> rules, SegmentMatrix matrix, SegmentOrder order, IEntityFacts facts)
    {
        _bounds = [.. rules.Where(r => !r.IsMonotone)];
        _monotone = [.. rules.Where(r => r.IsMonotone)];
        _concerns = [.. _bounds.Select(r => r.When.Over(facts))];
        _allowed = [.. _bounds.Select(r => AllowedBy(r, matrix, order))];
        _instead = [.. _bounds.Select(r => r.Instead is null ? SegmentAssignments.None : matrix.IndexOf(r.Instead))];
        _order = order;
        _facts = facts;
    }

    /// <summary>Binds and proves the rules, or throws all that is wrong with them.</summary>
    /// <param name="rules">The rules, in the order in which they are asked.</param>
    /// <param name="matrix">The matrix whose segments they name.</param>
    /// <param name="order">The order of the segments.</param>
    /// <param name="facts">Drivers and classes of the entities.</param>
    public static ExpertRuleBook Create(IReadOnlyList<ExpertRule> rules, SegmentMatrix matrix, SegmentOrder order, IEntityFacts facts)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(matrix);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(facts);
        ProblemException.ThrowIfAny(Problems(rules, matrix, order, facts));
        var book = new ExpertRuleBook(rules, matrix, order, facts);
        bool[] universe = [.. matrix.Segments.Select((_, s) => order.Segments.Count == 0 || order.RankOf(s) >= 0)];
        ProblemException.ThrowIfAny(RuleContradictions.Find(book._bounds, book._allowed, universe).Concat(RuleContradictions.Opposed(book._monotone)));
        return book;
    }

    /// <inheritdoc/>
    public void Apply(SegmentDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        for (var entity = 0; _bounds.Length > 0 && entity < draft.Count; entity++)
        {
            var fired = draft.Settled[entity] ? 0 : Fired(entity);
            if (fired != 0 && !Together(fired)[draft.Segment[entity]])
            {
                Enforce(draft, entity, fired);
            }
        }

        MonotoneRule[] monotone = [.. _monotone.Select(r => new MonotoneRule(r, _order, _facts.DriverOf(r.Driver)!, r.When.Over(_facts), AllowedFor))];
        foreach (var rule in monotone)
        {
            rule.MoveLeast(draft);
        }

        var moved = monotone.Length > 1;
        while (moved)
        {
            moved = false;
            foreach (var rule in monotone)
            {
                moved |= rule.MoveDown(draft);
            }
        }
    }

    /// <summary>By segment, whether never, at least and at most leave it to an entity; null when they leave all.</summary>
    private bool[]? AllowedFor(int entity) => _bounds.Length == 0 || Fired(entity) is not (> 0 and var fired) ? null : Together(fired);

    /// <summary>Whether never, at least and at most leave a segment open to an entity.</summary>
    /// <param name="entity">Index of the entity.</param>
    /// <param name="segment">Segment index.</param>
    public bool Admits(int entity, int segment) => _bounds.Length == 0 || Fired(entity) is 0 || Together(Fired(entity))[segment];

    private void Enforce(SegmentDraft draft, int entity, ulong fired)
    {
        var from = draft.Segment[entity];
        var allowed = Together(fired);
        var first = -1;
        var to = SegmentAssignments.None;
        for (var rule = 0; rule < _bounds.Length; rule++)
        {
            if ((fired & (1UL << rule)) != 0 && !_allowed[rule][from])
            {
                first = first < 0 ? rule : first;
                to = to == SegmentAssignments.None && _instead[rule] != SegmentAssignments.None && allowed[_instead[rule]] ? _instead[rule] : to;
            }
        }

        draft.Move(entity, to == SegmentAssignments.None ? Nearest(from, allowed, _bounds[first]) : to, SegmentDecision.Rule, _bounds[first].Name);
    }

    private int Nearest(int from, bool[] allowed, ExpertRule rule)
    {
        var rank = _order.RankOf(from);
        for (var distance = 1; rank >= 0 && distance < _order.Segments.Count; distance++)
        {
            foreach (var other in (ReadOnlySpan<int>)[rank - distance, rank + distance])
            {
                if (other >= 0 && other < _order.Segments.Count && allowed[_order.Segments[other]])
                {
                    return _order.Segments[other];
                }
            }
        }

        throw new ProblemException(ChainProblems.Rule(rule.Name, "leaves an entity no segment together with the others", "Name an allowed segment with instead:."));
    }

    private ulong Fired(int entity)
    {
        var fired = 0UL;
        for (var rule = 0; rule < _bounds.Length; rule++)
        {
            fired |= _concerns[rule](entity) ? 1UL << rule : 0;
        }

        return fired;
    }

    /// <summary>The segments that a set of rules leaves.</summary>
    private bool[] Together(ulong fired)
    {
        if (!_together.TryGetValue(fired, out var allowed))
        {
            allowed = [.. _allowed[0]];
            Array.Fill(allowed, true);
            for (var rule = 0; rule < _bounds.Length; rule++)
            {
                for (var segment = 0; (fired & (1UL << rule)) != 0 && segment < allowed.Length; segment++)
                {
                    allowed[segment] &= _allowed[rule][segment];
                }
            }

            _together.Add(fired, allowed);
        }

        return allowed;
    }

    private static bool[] AllowedBy(ExpertRule rule, SegmentMatrix matrix, SegmentOrder order)
    {
        var bound = rule.Kind == ExpertRuleKind.Never ? -1 : order.RankOf(matrix.IndexOf(rule.Segments[0]));
        return [.. matrix.Segments.Select((segment, index) => rule.Kind switch
        {
            ExpertRuleKind.Never => !rule.Segments.Contains(segment.Code, StringComparer.Ordinal),
            ExpertRuleKind.AtLeast => order.RankOf(index) < 0 || order.RankOf(index) <= bound,
            _ => order.RankOf(index) < 0 || order.RankOf(index) >= bound,
        })];
    }

    private static IEnumerable<Problem> Problems(IReadOnlyList<ExpertRule> rules, SegmentMatrix matrix, SegmentOrder order, IEntityFacts facts)
    {
        if (rules.Count > MaximumRules)
        {
            yield return ChainProblems.Rule(rules[MaximumRules].Name, $"is number {MaximumRules + 1}", $"Keep at most {MaximumRules} rules: more are no expert's, join them.");
        }

        foreach (var twice in rules.GroupBy(r => r.Name, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
        {
            yield return ChainProblems.Rule(twice.Key, "stands twice", "Give each rule a name of its own.");
        }

        foreach (var problem in rules.SelectMany(r => r.When.Validate($"Rule '{r.Name}'", facts).Concat(Problems(r, matrix, order, facts))))
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> Problems(ExpertRule rule, SegmentMatrix matrix, SegmentOrder order, IEntityFacts facts)
    {
        if (ConditionBox.Everything.With(rule.When).IsEmpty)
        {
            yield return ChainProblems.NeverHolds(rule.Name, rule.When.ToString());
        }

        foreach (var code in rule.Segments.Concat(rule.Instead is null ? [] : [rule.Instead]).Where(c => matrix.IndexOf(c) < 0))
        {
            yield return ChainProblems.Rule(rule.Name, $"names the segment '{code}', which no cell and no edge case gives", $"Known: {string.Join(", ", matrix.Segments.Select(s => s.Code))}.");
        }

        if (rule.IsMonotone ? order.Segments.Count is < 2 or > byte.MaxValue : rule.Kind != ExpertRuleKind.Never && (rule.Segments.Count != 1 || matrix.IndexOf(rule.Segments[0]) is var s && (s < 0 || order.RankOf(s) < 0)))
        {
            yield return ChainProblems.Rule(rule.Name, "needs the order of the segments", "List the segments under order:, best first (2 to 255), and bound the rule by one of them.");
        }

        if (rule.IsMonotone && facts.DriverOf(rule.Driver) is null)
        {
            yield return ChainProblems.Rule(rule.Name, $"is monotone in '{rule.Driver}', which the segmentation does not read", "Name a driver of a dimension, or list it under drivers:.");
        }

        foreach (var problem in rule.Kind == ExpertRuleKind.Never ? NeverProblems(rule, matrix, order) : [])
        {
            yield return problem;
        }
    }

    private static IEnumerable<Problem> NeverProblems(ExpertRule rule, SegmentMatrix matrix, SegmentOrder order)
    {
        if (rule.Segments.Count == 0)
        {
            yield return ChainProblems.Rule(rule.Name, "forbids nothing", "Name segments after never:.");
        }

        if (rule.Instead is not null && rule.Segments.Contains(rule.Instead, StringComparer.Ordinal))
        {
            yield return ChainProblems.Rule(rule.Name, $"forbids '{rule.Instead}' and sends entities there", "Name another segment with instead:.");
        }

        if (rule.Instead is null && rule.Segments.Any(c => matrix.IndexOf(c) is >= 0 and var s && order.RankOf(s) < 0))
        {
            yield return ChainProblems.Rule(rule.Name, "forbids a segment outside the order and says not where its entities go", "Name a segment with instead:, or list the segments under order:.");
        }
    }
}
