namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Lets at most so many entities change their segment in one cycle, those of the greatest benefit first; the others keep theirs and are queued.</summary>
/// <remarks>
/// What a rule, an override or an edge case moves counts first and is never delayed, nor is an entity that could stay only against a rule. The queue needs no memory: who still wants to move in the next cycle is asked again, by benefit.
/// </remarks>
public sealed class ChangeBudget : IChainPart
{
    private readonly ChangeBudgetOptions _options;
    private readonly double[] _benefit;
    private readonly ExpertRuleBook _rules;

    /// <summary>Checks the options.</summary>
    /// <param name="options">The limit.</param>
    /// <param name="benefit">What a change is worth, one an entity; NaN counts least; of equal ones the lower index goes first.</param>
    /// <param name="rules">What an entity may be held in.</param>
    public ChangeBudget(ChangeBudgetOptions options, double[] benefit, ExpertRuleBook rules)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        _options = options;
        _benefit = benefit;
        _rules = rules;
    }

    /// <inheritdoc/>
    public void Apply(SegmentDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (common, moved, waiting) = (0, 0, new List<int>());
        for (var entity = 0; entity < draft.Count; entity++)
        {
            var former = draft.Previous.Segment[entity];
            common += former == SegmentAssignments.None ? 0 : 1;
            if (former == SegmentAssignments.None || former == draft.Segment[entity])
            {
                continue;
            }

            if (draft.DecidedBy[entity] is SegmentDecision.Model or SegmentDecision.Hysteresis && _rules.Admits(entity, former))
            {
                waiting.Add(entity);
            }
            else
            {
                moved++;
            }
        }

        Queue(draft, waiting, Math.Max(0, Limit(common) - moved));
    }

    private int Limit(int common) => Math.Min((int)Math.Floor(_options.Share * common), _options.Changes ?? int.MaxValue);

    private void Queue(SegmentDraft draft, List<int> waiting, int open)
    {
        waiting.Sort((a, b) => Worth(b).CompareTo(Worth(a)) is not 0 and var order ? order : a.CompareTo(b));
        foreach (var entity in waiting.Skip(open))
        {
            draft.Queued[entity] = draft.Segment[entity];
            draft.HoldPrevious(entity, SegmentDecision.Budget);
        }
    }

    private double Worth(int entity) => double.IsNaN(_benefit[entity]) ? double.NegativeInfinity : _benefit[entity];
}
