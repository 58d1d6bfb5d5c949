using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>A source: where its rows lie and how they become rows of one canonical table.</summary>
public sealed record SourceOptions : ReadOptions
{
    /// <summary>The canonical table that it feeds; null for the one that is named as the source is. Several sources may feed one table.</summary>
    public string? Table { get; init; }

    /// <summary>Canonical column to source column, expression or constant.</summary>
    public required IReadOnlyDictionary<string, ColumnMapping> Mapping { get; init; }

    /// <summary>Lookups whose columns the mapping may use.</summary>
    public IReadOnlyList<JoinOptions> Joins { get; init; } = [];

    /// <summary>Rows that are not meant to be loaded, by the name of the rule; the first rule that holds counts the row.</summary>
    public IReadOnlyDictionary<string, LeaveOutRule> LeaveOut { get; init; } = new Dictionary<string, LeaveOutRule>(StringComparer.Ordinal);

    /// <summary>How returns are told from sales; null when negative quantities tell.</summary>
    public ReturnsOptions? Returns { get; init; }

    /// <summary>Canonical columns by which a later row replaces an earlier one of the same table; empty to keep all.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>What becomes of rows that are equal in every source column.</summary>
    public DuplicateRule Duplicates { get; init; }

    /// <summary>The canonical table, or null when the name is unknown.</summary>
    /// <param name="name">The source's name.</param>
    public CanonicalTable? TableOf(string name) => CanonicalTables.Find(Table ?? name);

    /// <summary>Lists everything that is wrong and can be known before a file is opened.</summary>
    /// <param name="name">The source's name.</param>
    /// <param name="lookups">The lookups that may be joined.</param>
    public IEnumerable<Problem> Validate(string name, IReadOnlyDictionary<string, LookupOptions> lookups)
    {
        var setting = $"ingest.sources.{name}";
        if (TableOf(name) is not { } table)
        {
            var tables = CanonicalTables.All.Select(t => t.Name).ToArray();
            return ValidateReading(setting).Prepend(new Problem("SEG-ING-001", $"{setting} feeds '{Table ?? name}', which is no canonical table.", ClosestMatch.Hint(Table ?? name, tables)));
        }

        return [.. ValidateReading(setting), .. ValidateMapping(setting, table), .. ValidateKey(setting, table), .. ValidateJoins(setting, lookups), .. ValidateReturns(setting, table)];
    }

    private IEnumerable<Problem> ValidateMapping(string setting, CanonicalTable table)
    {
        var names = table.Columns.Select(c => c.Name).ToArray();
        foreach (var (column, mapping) in Mapping)
        {
            if (table.Find(column) is null)
            {
                yield return new Problem("SEG-ING-002", $"{setting}.mapping.{column}: {table} has no such column.", ClosestMatch.Hint(column, names));
            }

            foreach (var problem in mapping.Validate($"{setting}.mapping.{column}", table.Find(column)))
            {
                yield return problem;
            }
        }

        foreach (var column in table.Columns.Where(c => c.Required && c.Name != OrderLines.Line.Name && !Mapping.ContainsKey(c.Name)))
        {
            yield return new Problem("SEG-ING-004", $"{setting}.mapping lacks {column}.", $"{table} needs it: {column.Doc} Map it to a column, an expression or a value.");
        }
    }

    private IEnumerable<Problem> ValidateKey(string setting, CanonicalTable table)
        => Key.Where(k => !Mapping.ContainsKey(k)).Select(k => new Problem(
            "SEG-ING-009",
            $"{setting}.key names '{k}', which the mapping does not give.",
            table.Find(k) is null ? ClosestMatch.Hint(k, [.. Mapping.Keys]) : "A key must come from the source: map the column, or leave it out of the key."));

    private IEnumerable<Problem> ValidateJoins(string setting, IReadOnlyDictionary<string, LookupOptions> lookups)
    {
        foreach (var join in Joins)
        {
            if (!lookups.ContainsKey(join.Lookup))
            {
                yield return new Problem("SEG-ING-006", $"{setting}.joins names the lookup '{join.Lookup}', which does not exist.", lookups.Count == 0 ? "Declare it under ingest.lookups." : ClosestMatch.Hint(join.Lookup, [.. lookups.Keys]));
            }

            if (join.On.Count == 0)
            {
                yield return new Problem("SEG-ING-006", $"{setting}.joins: the join with '{join.Lookup}' has an empty `on`.", "Name the columns that link the two, such as order_id, or `OrderID = order_id` when the names differ.");
            }
        }

        foreach (var twice in Joins.CountBy(j => j.Lookup).Where(c => c.Value > 1))
        {
            yield return new Problem("SEG-ING-006", $"{setting}.joins names '{twice.Key}' {twice.Value} times.", "Declare the lookup a second time under another name.");
        }
    }

    private IEnumerable<Problem> ValidateReturns(string setting, CanonicalTable table)
    {
        if (Returns is not null && table != OrderLines.Table)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.returns is set, but the source feeds {table}.", $"Only {OrderLines.Table} have returns: remove it.");
        }

        if (Returns is not null && Mapping.ContainsKey(OrderLines.IsReturn.Name))
        {
            yield return new Problem("SEG-ING-005", $"{setting} maps {OrderLines.IsReturn} and has a returns section.", "Keep one of them.");
        }
    }
}
