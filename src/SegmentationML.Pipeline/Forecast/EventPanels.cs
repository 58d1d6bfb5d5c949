using System.Runtime.InteropServices;
using SegmentationML.Core.Demand;
using SegmentationML.Pipeline.Features;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>The strength of events in each bucket of each series, past and coming: the share of the bucket's days on which the event takes place.</summary>
internal sealed class EventPanels
{
    /// <summary>Said where promotions are asked for and no table tells them.</summary>
    public const string PromotionsOff = "forecast.events: promotions are off: they need the table promotions, and product_id in the entity.";

    /// <summary>Said where holidays are asked for and no table tells them.</summary>
    public const string HolidaysOff = "forecast.events: holidays are off: they need the table calendar with its column holiday.";

    private readonly SortedDictionary<string, Dictionary<int, List<(int Bucket, double Strength)>>> _kinds = new(StringComparer.Ordinal);
    private readonly List<string> _notes = [];

    private EventPanels()
    {
    }

    /// <summary>What is not known, for people.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The kinds.</summary>
    public IReadOnlyList<string> Kinds => [.. _kinds.Keys];

    /// <summary>Reads what the pipeline asks for; what a table does not tell is noted and left out.</summary>
    /// <param name="context">The step.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="ahead">Buckets after the last known one.</param>
    public static EventPanels Read(StepContext context, ForecastInput input, int ahead)
    {
        var events = new EventPanels();
        foreach (var source in input.Options.Events)
        {
            var (kinds, notes) = (events._kinds.Count, events._notes.Count);
            if (source == EventSource.Holidays)
            {
                events.Holidays(context, input, ahead);
            }
            else
            {
                events.Promotions(context, input, ahead, source == EventSource.PromotionKinds);
            }

            if (events._kinds.Count == kinds && events._notes.Count == notes)
            {
                events._notes.Add(source == EventSource.Holidays ? "forecast.events: the table calendar names no holiday in the buckets of the demand or the forecast." : "forecast.events: no promotion of these products lies in the buckets of the demand or the forecast.");
            }
        }

        return events;
    }

    /// <summary>The panels by kind, each as long as the demand and the buckets to come.</summary>
    public IReadOnlyList<DemandPanel> Over(DemandPanel demand, int ahead)
        => [.. _kinds.Values.Select(kind =>
        {
            var panel = new DemandPanelAppender();
            for (var i = 0; i < demand.Count; i++)
            {
                var strengths = new double[demand.Length(i) + ahead];
                foreach (var (bucket, strength) in CollectionsMarshal.AsSpan(kind.GetValueOrDefault(i) ?? kind.GetValueOrDefault(Everywhere) ?? []))
                {
                    if (bucket >= demand.FirstBucket(i) && bucket - demand.FirstBucket(i) < strengths.Length)
                    {
                        strengths[bucket - demand.FirstBucket(i)] = strength;
                    }
                }

                _ = panel.Begin();
                panel.Append(strengths);
            }

            return panel.Build([.. Enumerable.Range(0, demand.Count).Select(demand.FirstBucket)]);
        })];

    /// <summary>Stands for every entity.</summary>
    private const int Everywhere = -1;

    private void Promotions(StepContext context, ForecastInput input, int ahead, bool byKind)
    {
        if (!input.Tables.ContainsKey("promotions") || !input.Entity.Contains("product_id", StringComparer.Ordinal))
        {
            _notes.Add(PromotionsOff);
            return;
        }

        var columns = context.Engine.Describe("SELECT * FROM promotions").Select(static c => c.Name).ToHashSet(StringComparer.Ordinal);
        var kind = byKind && columns.Contains("kind") ? "coalesce(p.kind, 'promotion')" : "'promotion'";
        var own = input.Entity.Contains("customer_id", StringComparer.Ordinal) && columns.Contains("customer_id") ? " AND (p.customer_id IS NULL OR p.customer_id = f.customer_id)" : "";
        Read(context, $"""
            SELECT f.entity_index, {kind} AS kind, d.bucket, count(DISTINCT d.day) / any_value(d.days)
            FROM ({context.Select(input.Features.Features)}) f JOIN promotions p ON p.product_id = f.product_id{own} JOIN ({Days(input.Features.Calendar, ahead)}) d ON d.day BETWEEN p.start_date AND p.end_date
            GROUP BY ALL ORDER BY ALL
            """);
    }

    private void Holidays(StepContext context, ForecastInput input, int ahead)
    {
        if (!input.Tables.ContainsKey("calendar") || context.Engine.Describe("SELECT * FROM calendar").All(static c => c.Name != "holiday"))
        {
            _notes.Add(HolidaysOff);
            return;
        }

        Read(context, $"""
            SELECT {Everywhere}::INTEGER, CAST(c.holiday AS VARCHAR) AS kind, d.bucket, count(DISTINCT d.day) / any_value(d.days)
            FROM calendar c JOIN ({Days(input.Features.Calendar, ahead)}) d ON d.day = CAST(c.date AS DATE)
            WHERE c.holiday IS NOT NULL
            GROUP BY ALL ORDER BY ALL
            """);
    }

    /// <summary>The days of all buckets, with the number of days in their bucket.</summary>
    private static string Days(BucketCalendar calendar, int ahead)
    {
        var buckets = string.Join(", ", Enumerable.Range(0, calendar.Count + ahead).Select(b => $"({b}, DATE '{calendar.StartOf(b):yyyy-MM-dd}', DATE '{calendar.StartOf(b + 1):yyyy-MM-dd}')"));
        return $"SELECT bucket, CAST(after - first AS DOUBLE) AS days, CAST(unnest(generate_series(first, after - INTERVAL 1 DAY, INTERVAL 1 DAY)) AS DATE) AS day FROM (VALUES {buckets}) b(bucket, first, after)";
    }

    private void Read(StepContext context, string query)
        => context.Engine.Read(query, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                var name = batch.Text(1, i)!;
                if (!_kinds.TryGetValue(name, out var kind))
                {
                    _kinds[name] = kind = [];
                }

                (CollectionsMarshal.GetValueRefOrAddDefault(kind, batch.Values<int>(0)[i], out _) ??= []).Add((batch.Values<int>(2)[i], batch.Values<double>(3)[i]));
            }
        }, null, context.Cancellation);
}
