using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Scoring;

/// <summary>What edge cases ask of scored entities. What a version does not publish of it, such as returned units or the season, is taken such that an entity whose history is as published keeps its edge case.</summary>
internal static class ScoreFacts
{
    private const int Long = 1_000_000;
    private static readonly string[] History = ["active_buckets", "demand_buckets", "idle_buckets"];

    /// <summary>The facts of all entities.</summary>
    /// <param name="model">The definition.</param>
    /// <param name="drivers">The drivers.</param>
    /// <param name="states">Where the version has each entity; null where it does not.</param>
    /// <param name="told">Whether facts beyond the published drivers were given.</param>
    /// <param name="daysInBucket">Days of a bucket.</param>
    public static EntityFacts Of(Definition.ModelDefinition model, DriverTable drivers, IReadOnlyList<PublishedState?> states, IReadOnlyList<bool> told, double daysInBucket)
    {
        var facts = new EntityFacts(Whole(drivers["active_buckets"]), Whole(drivers["demand_buckets"]), Whole(drivers["idle_buckets"]), Array.ConvertAll(drivers["units_returned"], v => double.IsNaN(v) ? 0 : v))
        {
            NetValue = model.EdgeCases.NegativeNet ? [.. drivers[model.ValueDriver]] : null,
            SeasonPeriods = model.EdgeCases.SeasonalWithinBuckets > 0 ? Whole(drivers["season_buckets"]) : null,
        };
        var list = model.EdgeCases.List();
        for (var i = 0; i < facts.Count; i++)
        {
            if (facts.DemandPeriods[i] == 0 && !double.IsNaN(drivers["recency_days"][i]))
            {
                Set(facts, i, (1, (int)(drivers["first_order_days"][i] / daysInBucket), (int)(drivers["recency_days"][i] / daysInBucket)));
            }

            if (!told[i] && states[i] is { } state && History.All(h => state.Drivers.TryGetValue(h, out var value) && value.Equals(drivers[h][i])))
            {
                Agree(list, facts, i, RuleOf(list, state), model.EdgeCases.SeasonalWithinBuckets);
            }
        }

        return facts;
    }

    private static byte RuleOf(EdgeCaseList list, PublishedState state)
        => state.Reasons is [var only] && list.Rules.Select((r, i) => (r.Reason, i)).FirstOrDefault(p => p.Reason == only) is { Reason: not null } rule ? (byte)rule.i : EdgeCaseList.NoCase;

    /// <summary>Tries what could not be seen until the published edge case comes out; where nothing gives it, the facts stay as they are told.</summary>
    private static void Agree(EdgeCaseList list, EntityFacts facts, int i, byte wanted, int season)
    {
        if (list.RuleOf(facts, i) == wanted)
        {
            return;
        }

        var (history, returns) = ((facts.DemandPeriods[i], facts.ActivePeriods[i], facts.PeriodsSinceLastDemand[i]), facts.Returns[i]);
        (int, int, int)[] histories = history.Item1 > 0 ? [history] : [history, (1, 0, 0), (1, Long, 0), (1, Long, Long), (2, Long, 0)];
        foreach (var (told, returned, net, stretch) in from h in histories from r in new[] { 0.0, 1 } from n in new[] { 0.0, -1 } from s in new[] { 0, season } select (h, r, n, s))
        {
            Set(facts, i, told);
            facts.Returns[i] = returned;
            if (facts.NetValue is not null)
            {
                facts.NetValue[i] = net;
            }

            if (facts.SeasonPeriods is not null)
            {
                facts.SeasonPeriods[i] = stretch;
            }

            if (list.RuleOf(facts, i) == wanted)
            {
                return;
            }
        }

        Set(facts, i, history);
        facts.Returns[i] = returns;
    }

    private static void Set(EntityFacts facts, int i, (int Demand, int Active, int Idle) history)
        => (facts.DemandPeriods[i], facts.ActivePeriods[i], facts.PeriodsSinceLastDemand[i]) = history;

    private static int[] Whole(double[] values) => Array.ConvertAll(values, v => double.IsNaN(v) ? 0 : (int)v);
}
