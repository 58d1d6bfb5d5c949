using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>What an owner looks at to keep overrides few and young: how old each is, and which rules are overridden most (a rule that is often overridden is wrong).</summary>
/// <param name="AsOf">The day of the run: its cut-off.</param>
/// <param name="Overrides">All overrides, oldest first.</param>
/// <param name="Rates">Rules that are overridden for somebody, most overridden first.</param>
/// <param name="Entities">All entities.</param>
/// <param name="Overridden">Entities that overrides hold.</param>
public sealed record OverrideReview(DateOnly AsOf, IReadOnlyList<OverrideAge> Overrides, IReadOnlyList<OverrideRate> Rates, long Entities, long Overridden)
{
    /// <summary>Reads assignments.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="assignments">SQL that gives the assignments, published or of a run, with <c>decided_by, model_segment, changes, override_id</c>.</param>
    /// <param name="overrides">The overrides of the run.</param>
    /// <param name="asOf">The day of the run: its cut-off.</param>
    public static OverrideReview Of(IQueryEngine engine, string assignments, IReadOnlyList<OverrideDefinition> overrides, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(overrides);
        var rates = ReadRates(engine, assignments);
        var held = ReadHeld(engine, assignments);
        OverrideAge[] ages = [.. overrides.Select(o => new OverrideAge(
                o.Id, o.Segment, o.Reason, o.Reference, o.Approver, o.From, o.To, asOf.DayNumber - o.From.DayNumber, o.To is { } to ? to.DayNumber - asOf.DayNumber : null, held.GetValueOrDefault(o.Id)))
            .OrderBy(o => o.From).ThenBy(o => o.Id, StringComparer.Ordinal)];
        return new OverrideReview(asOf, ages, [.. rates.Where(r => r.Overridden > 0)], rates.Sum(r => r.Entities), rates.Sum(r => r.Overridden));
    }

    private static List<OverrideRate> ReadRates(IQueryEngine engine, string assignments)
    {
        var rates = new List<OverrideRate>();
        engine.Read($"""
            SELECT CASE WHEN rule IS NULL THEN 'segment ' || model_segment ELSE 'rule ' || regexp_extract(rule, '^rule:(.*):[^:]*$', 1) END AS rule, count(*), count(*) FILTER (decided_by = 'override')
            FROM (SELECT decided_by, model_segment, list_filter(changes, lambda c: starts_with(c, 'rule:'))[-1] AS rule FROM ({assignments}))
            GROUP BY 1 ORDER BY 3 DESC, 2, 1
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                rates.Add(new OverrideRate(batch.Text(0, i)!, batch.Values<long>(1)[i], batch.Values<long>(2)[i]));
            }
        });
        return [.. rates.OrderByDescending(r => r.Rate).ThenByDescending(r => r.Overridden).ThenBy(r => r.Rule, StringComparer.Ordinal)];
    }

    private static Dictionary<string, long> ReadHeld(IQueryEngine engine, string assignments)
    {
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        engine.Read($"SELECT override_id, count(*) FROM ({assignments}) WHERE decided_by = 'override' GROUP BY 1", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                held.Add(batch.Text(0, i)!, batch.Values<long>(1)[i]);
            }
        });
        return held;
    }
}
