using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Finds the rows whose reference is not found in another table. Values are compared as text, so that a code that one side keeps as a number still matches.</summary>
/// <param name="engine">The engine.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class ReferenceFinder(IQueryEngine engine, CancellationToken cancellation)
{
    /// <summary>Counts the rows, over distinct references: there are far fewer of these than rows.</summary>
    /// <param name="source">The table.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="target">The other table.</param>
    public long Count(TableSource source, ReferenceRule rule, TableSource target)
    {
        long count = 0;
        engine.Read(
            $"""
            SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT {Keys(rule)}, count(*) AS n FROM ({source.Rows}) WHERE {Given(rule)} GROUP BY ALL) s
            ANTI JOIN ({Target(rule, target)}) t USING ({Names(rule)})
            """,
            batch => count = batch.Values<long>(0)[0],
            null,
            cancellation);
        return count;
    }

    /// <summary>A query (columns f, r, rule_key) that gives the rows.</summary>
    /// <param name="source">The table.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="target">The other table.</param>
    public static string Rows(TableSource source, ReferenceRule rule, TableSource target)
        => $"""
            SELECT f, r, rule_key FROM (SELECT {TableSource.File} AS f, {TableSource.Row} AS r, {rule.Shown} AS rule_key, {Keys(rule)} FROM ({source.Numbered}) WHERE {Given(rule)}) s
            ANTI JOIN ({Target(rule, target)}) t USING ({Names(rule)})
            """;

    private static string Keys(ReferenceRule rule) => string.Join(", ", rule.Values.Select((v, i) => $"{v}::VARCHAR AS k{i}"));

    private static string Names(ReferenceRule rule) => string.Join(", ", rule.Values.Select((_, i) => $"k{i}"));

    private static string Given(ReferenceRule rule) => string.Join(" AND ", rule.Values.Select(v => $"{v} IS NOT NULL"));

    private static string Target(ReferenceRule rule, TableSource target)
        => $"SELECT DISTINCT {string.Join(", ", rule.Columns.Select((c, i) => $"{Sql.Identifier(c)}::VARCHAR AS k{i}"))} FROM ({target.Rows})";
}
