using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Core.Hierarchy;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>What the <c>forecast:</c> section asks of the tables that a pipeline loads, as far as no data is needed.</summary>
internal static class ForecastColumns
{
    /// <summary>The tables whose columns put entities into groups, each with the column that an entity finds its row by.</summary>
    public static IReadOnlyList<(string Table, string Key)> Masters { get; } = [(Products.Table.Name, Products.ProductId.Name), (Customers.Table.Name, Customers.CustomerId.Name)];

    /// <summary>Lists the columns that settings name and that no entity has.</summary>
    /// <param name="definitions">The pipeline; its settings are valid one by one.</param>
    public static IEnumerable<Problem> Problems(Definitions definitions)
    {
        var forecast = definitions.Pipeline.Forecast;
        var named = new[] { forecast.Profile }.OfType<string>().Select(static column => ("forecast.profile", column))
            .Concat((forecast.NewItems?.Like ?? []).Select(static column => ("forecast.new_items.like", column)))
            .Concat((forecast.Hierarchy?.Request.Columns ?? []).Select(static column => ("forecast.hierarchy.levels", column))).ToArray();
        if (named.Length == 0)
        {
            return [];
        }

        string[] known = [.. Named(definitions.Pipeline.Entity).Concat(Reached(definitions.Pipeline.Entity).SelectMany(table => Given(definitions, table))).Distinct(StringComparer.Ordinal)];
        return named.Where(n => !known.Contains(n.column, StringComparer.Ordinal)).Select(n => Unknown(n.Item1, n.column, known, Why(definitions, n.column)));
    }

    /// <summary>The problem of a setting that names a column which no entity has.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="column">What it names.</param>
    /// <param name="known">What it may name.</param>
    /// <param name="why">Why there is none; null when nothing better is known.</param>
    public static Problem Unknown(string setting, string column, IReadOnlyCollection<string> known, string? why = null)
        => new("SEG-FCST-105", $"{setting} names '{column}', {why ?? "which is no column of products, customers or the key"}.", ClosestMatch.Hint(column, known));

    /// <summary>What every entity is grouped by: nothing, its segment, its key.</summary>
    /// <param name="entity">The key's columns.</param>
    public static IEnumerable<string> Named(IReadOnlyList<string> entity) => [HierarchyLevel.TotalName, EntityColumn.Segment, .. entity];

    /// <summary>The sources of events that a pipeline asks for and that its tables do not tell, for people.</summary>
    /// <param name="definitions">The pipeline.</param>
    public static IEnumerable<string> EventsOff(Definitions definitions)
    {
        var (asked, entity) = (definitions.Pipeline.Forecast.Events, definitions.Pipeline.Entity);
        var promotions = asked.Any(static e => e != EventSource.Holidays);
        if (promotions && (!entity.Contains(Promotions.ProductId.Name, StringComparer.Ordinal) || Given(definitions, Promotions.Table).Count == 0))
        {
            yield return EventPanels.PromotionsOff;
        }
        else if (asked.Contains(EventSource.PromotionKinds) && !Given(definitions, Promotions.Table).Contains(Promotions.Kind.Name, StringComparer.Ordinal))
        {
            yield return "forecast.events: all promotions count as one kind: no source gives the column kind of promotions.";
        }

        if (asked.Contains(EventSource.Holidays) && !Given(definitions, CalendarDays.Table).Contains(CalendarDays.Holiday.Name, StringComparer.Ordinal))
        {
            yield return EventPanels.HolidaysOff;
        }
    }

    /// <summary>The columns of a table that sources give and the contracts let pass.</summary>
    private static IReadOnlyList<string> Given(Definitions definitions, CanonicalTable table)
        => [.. definitions.Pipeline.Ingest.Sources.Where(s => s.Value.TableOf(s.Key) == table).SelectMany(s => s.Value.Mapping.Keys).Distinct(StringComparer.Ordinal).Except(definitions.Classes.Withheld(table), StringComparer.Ordinal)];

    private static IEnumerable<CanonicalTable> Reached(IReadOnlyList<string> entity)
        => Masters.Where(m => entity.Contains(m.Key, StringComparer.Ordinal)).Select(static m => CanonicalTables.Find(m.Table)!);

    private static string? Why(Definitions definitions, string column)
        => Reached(definitions.Pipeline.Entity).FirstOrDefault(t => t.Find(column) is not null) is not { } table ? null
            : definitions.Classes.Withheld(table).Contains(column, StringComparer.OrdinalIgnoreCase) ? "which the contracts call personal, so that it is not handed on"
            : $"which no source of {table} gives";
}
