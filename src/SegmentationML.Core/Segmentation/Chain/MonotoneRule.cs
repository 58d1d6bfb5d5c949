namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Makes segments monotone in a driver.</summary>
/// <remarks>
/// Entities stand by driver, the better end first; of equal drivers the better segment first, so that equal drivers bind each other to nothing. Ranks must then never fall. The least change is found by
/// dynamic programming over positions and ranks: f(i, r) = cost(i, r) + min over q ≤ r of f(i - 1, q), where a moved entity costs more than all shifts of the unmoved together, and a segment that another rule
/// forbids more than all moves.
/// </remarks>
internal sealed class MonotoneRule(ExpertRule rule, SegmentOrder order, double[] driver, Func<int, bool> concerns, Func<int, bool[]?> allowed)
{
    private const long Moved = 1_000_000_000_000;
    private static readonly Int128 Forbidden = (Int128)Moved * Moved;

    /// <summary>Moves as few entities as possible, and those as little as possible.</summary>
    public void MoveLeast(SegmentDraft draft)
    {
        var entities = Sorted(draft);
        var ranks = LeastChange(draft, entities);
        for (var p = 0; p < entities.Length; p++)
        {
            var to = order.Segments[ranks[p]];
            if (to != draft.Segment[entities[p]] && allowed(entities[p]) is var open && (open is null || open[to]))
            {
                draft.Move(entities[p], to, SegmentDecision.Rule, rule.Name);
            }
        }
    }

    /// <summary>Moves entities that stand better than one with a better driver to its segment, or to the next worse one that is allowed; never to a better one.</summary>
    /// <returns>Whether any moved.</returns>
    public bool MoveDown(SegmentDraft draft)
    {
        var entities = Sorted(draft);
        var (worst, inGroup, any) = (0, 0, false);
        for (var p = 0; p < entities.Length; p++)
        {
            // Equal drivers do not bind each other: the worst rank of a group counts from the next group on.
            worst = p > 0 && driver[entities[p]] != driver[entities[p - 1]] ? Math.Max(worst, inGroup) : worst;
            var rank = order.RankOf(draft.Segment[entities[p]]);
            if (rank < worst && Open(entities[p], worst) is >= 0 and var lower)
            {
                draft.Move(entities[p], order.Segments[lower], SegmentDecision.Rule, rule.Name);
                (rank, any) = (lower, true);
            }

            inGroup = Math.Max(inGroup, rank);
        }

        return any;
    }

    /// <summary>The best allowed rank at or below one; -1 when there is none.</summary>
    private int Open(int entity, int rank)
    {
        var open = allowed(entity);
        while (rank < order.Segments.Count && open is not null && !open[order.Segments[rank]])
        {
            rank++;
        }

        return rank < order.Segments.Count ? rank : -1;
    }

    private int[] Sorted(SegmentDraft draft)
    {
        int[] entities = [.. Enumerable.Range(0, draft.Count).Where(i => !draft.Settled[i] && !double.IsNaN(driver[i]) && order.RankOf(draft.Segment[i]) >= 0 && concerns(i))];
        Array.Sort(entities, (a, b) => Compare(draft, a, b));
        return entities;
    }

    private int Compare(SegmentDraft draft, int a, int b)
    {
        var byDriver = rule.Kind == ExpertRuleKind.NeverWorseWithMore ? driver[b].CompareTo(driver[a]) : driver[a].CompareTo(driver[b]);
        var byRank = byDriver != 0 ? byDriver : order.RankOf(draft.Segment[a]).CompareTo(order.RankOf(draft.Segment[b]));
        return byRank != 0 ? byRank : a.CompareTo(b);
    }

    private byte[] LeastChange(SegmentDraft draft, int[] entities)
    {
        var levels = order.Segments.Count;
        var from = new byte[(long)entities.Length * levels];
        var cost = new Int128[levels];
        for (var p = 0; p < entities.Length; p++)
        {
            byte best = 0;
            for (var r = 0; r < levels; r++)
            {
                best = cost[r] < cost[best] ? (byte)r : best;
                from[((long)p * levels) + r] = best;
            }

            // From the worst rank down, so that the cost of a better one is still that of the position before.
            var (own, open) = (order.RankOf(draft.Segment[entities[p]]), allowed(entities[p]));
            for (var r = levels - 1; r >= 0; r--)
            {
                cost[r] = cost[from[((long)p * levels) + r]] + (r == own ? 0 : Moved + Math.Abs(r - own)) + (r == own || open is null || open[order.Segments[r]] ? 0 : Forbidden);
            }
        }

        return Traced(from, cost, entities.Length);
    }

    private static byte[] Traced(byte[] from, Int128[] cost, int count)
    {
        var ranks = new byte[count];
        var rank = (byte)Array.IndexOf(cost, cost.Min());
        for (var p = count - 1; p >= 0; p--)
        {
            ranks[p] = rank;
            rank = from[((long)p * cost.Length) + rank];
        }

        return ranks;
    }
}
