namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>Makes segments monotone in a driver by moving as few entities as possible, and those as little as possible.</summary>
/// <remarks>
/// Entities stand by driver, the better end first; of equal drivers the better segment first, so that equal drivers bind each other to nothing. Ranks must then never fall. The least change is found by
/// dynamic programming over positions and ranks: f(i, r) = cost(i, r) + min over q ≤ r of f(i - 1, q), where a moved entity costs more than all shifts of the unmoved together.
/// </remarks>
internal sealed class MonotoneRule(ExpertRule rule, SegmentOrder order, double[] driver)
{
    private const long Moved = 1_000_000_000_000;

    public void Apply(SegmentDraft draft, Func<int, bool> concerns, Func<int, int, bool> admits)
    {
        int[] entities = [.. Enumerable.Range(0, draft.Count).Where(i => !draft.Settled[i] && !double.IsNaN(driver[i]) && order.RankOf(draft.Segment[i]) >= 0 && concerns(i))];
        Array.Sort(entities, (a, b) => Compare(draft, a, b));
        var ranks = LeastChange([.. entities.Select(i => order.RankOf(draft.Segment[i]))]);
        for (var p = 0; p < entities.Length; p++)
        {
            var to = order.Segments[ranks[p]];
            if (to != draft.Segment[entities[p]] && admits(entities[p], to))
            {
                draft.Move(entities[p], to, SegmentDecision.Rule, rule.Name);
            }
        }
    }

    private int Compare(SegmentDraft draft, int a, int b)
    {
        var byDriver = rule.Kind == ExpertRuleKind.NeverWorseWithMore ? driver[b].CompareTo(driver[a]) : driver[a].CompareTo(driver[b]);
        var byRank = byDriver != 0 ? byDriver : order.RankOf(draft.Segment[a]).CompareTo(order.RankOf(draft.Segment[b]));
        return byRank != 0 ? byRank : a.CompareTo(b);
    }

    private byte[] LeastChange(int[] own)
    {
        var levels = order.Segments.Count;
        var from = new byte[(long)own.Length * levels];
        var cost = new long[levels];
        for (var p = 0; p < own.Length; p++)
        {
            byte best = 0;
            for (var r = 0; r < levels; r++)
            {
                best = cost[r] < cost[best] ? (byte)r : best;
                from[((long)p * levels) + r] = best;
            }

            // From the worst rank down, so that the cost of a better one is still that of the position before.
            for (var r = levels - 1; r >= 0; r--)
            {
                cost[r] = cost[from[((long)p * levels) + r]] + (r == own[p] ? 0 : Moved + Math.Abs(r - own[p]));
            }
        }

        return Traced(from, cost, own.Length);
    }

    private static byte[] Traced(byte[] from, long[] cost, int count)
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
