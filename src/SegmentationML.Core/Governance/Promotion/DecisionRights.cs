namespace SegmentationML.Core.Governance.Promotion;

/// <summary><c>models/NAME/decision-rights.yaml</c>: who may bring a version of this segmentation into use, and what it must show.</summary>
public sealed record DecisionRights : AlgorithmOptions
{
    /// <summary>What a version must show.</summary>
    public GateLimits Gates { get; init; } = new();

    /// <summary>Groups of segments, best first, by name: crossing from one to another is what <c>tiers_crossed_at_most</c> counts. Segments may stand outside them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tiers { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Keys of entities that matter most: moving one of them is counted on its own.</summary>
    public IReadOnlyList<string> KeyAccounts { get; init; } = [];

    /// <summary>Who decides, smallest changes first: the first line that covers a change holds. The last one has no limits. By default one person other than the proposer decides on everything.</summary>
    public IReadOnlyList<DecisionRight> Rights { get; init; } = [new() { Who = DecisionMaker.Owner }];

    /// <summary>Who has to decide on a change.</summary>
    /// <param name="size">The change.</param>
    /// <param name="evidence">What the gates measured: an advisory one that fails takes the automatic decision away.</param>
    public RequiredDecision Decide(ChangeSize size, IReadOnlyList<GateEvidence> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        var why = new List<string>();
        var doubts = evidence.Where(e => e.Outcome == GateOutcome.Failed).Select(e => $"the gate '{PromotionProblem.Word(e.Gate)}' failed").ToArray();
        foreach (var right in Rights)
        {
            string[] exceeded = [.. right.Exceeded(size), .. right.Who == DecisionMaker.Auto ? doubts : []];
            if (exceeded.Length == 0)
            {
                return new RequiredDecision(right.Who, right.Roles, right.Who == DecisionMaker.Auto ? 0 : right.Quorum, why);
            }

            why.Add($"Not {PromotionProblem.Word(right.Who)}: {string.Join("; ", exceeded)}.");
        }

        // The last right is automatic and a gate failed: then somebody other than the proposer looks.
        return new RequiredDecision(DecisionMaker.Owner, [], 1, why);
    }

    /// <summary>The tier of a segment, 0 best; -1 outside the tiers.</summary>
    /// <param name="segment">The segment's code.</param>
    public int TierOf(string segment)
    {
        var tier = 0;
        foreach (var (_, segments) in Tiers)
        {
            if (segments.Contains(segment, StringComparer.Ordinal))
            {
                return tier;
            }

            tier++;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate() => [.. Gates.Validate(), .. OfTiers(), .. OfRights()];

    private IEnumerable<Problem> OfTiers()
    {
        foreach (var twice in Tiers.SelectMany(t => t.Value).GroupBy(s => s, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            yield return PromotionProblem.Setting("tiers", $"{twice.Key} twice", "every segment in one tier at most");
        }

        if (Tiers.Count == 0 && Rights.Any(r => r.TiersCrossedAtMost is not null))
        {
            yield return PromotionProblem.Setting("tiers", "empty, and rights count the tiers crossed", "the segments by tier, best first, such as {A: [AX, AY], B: [BX, BY]}");
        }

        if (KeyAccounts.Count == 0 && Rights.Any(r => r.KeyAccountsMovedAtMost is not null))
        {
            yield return PromotionProblem.Setting("key_accounts", "empty, and rights count the key accounts moved", "the keys of those entities");
        }
    }

    private IEnumerable<Problem> OfRights()
    {
        for (var i = 0; i < Rights.Count; i++)
        {
            foreach (var problem in Rights[i].Validate($"rights[{i}]"))
            {
                yield return problem;
            }

            if (!Rights[i].IsLimited && i < Rights.Count - 1)
            {
                yield return PromotionProblem.Setting($"rights[{i}]", "without limits, so that those after it can never decide", "limits, or the last place");
            }
        }

        if (Rights.Count == 0 || Rights[^1].IsLimited)
        {
            yield return PromotionProblem.Setting("rights", Rights.Count == 0 ? "empty" : "ended by a line with limits: nobody decides on what exceeds them", "a last line without limits, such as {who: board, quorum: 2}");
        }
    }
}
