using System.Text.Json;
using SegmentationML.Contracts.Outcomes;
using SegmentationML.Pipeline.Contract.Rules;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>Finds the first rows that break each rule, all rules in one pass.</summary>
internal static class ExampleFinder
{
    /// <summary>The first rows in file order, by rule.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="source">The table.</param>
    /// <param name="rules">The rules that are broken.</param>
    /// <param name="count">How many rows each.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyDictionary<Rule, IReadOnlyList<Violation>> Find(IQueryEngine engine, TableSource source, IReadOnlyList<RowRule> rules, int count, CancellationToken cancellation)
    {
        var found = new Dictionary<Rule, IReadOnlyList<Violation>>();
        if (rules.Count == 0 || count == 0)
        {
            return found;
        }

        var place = $"({TableSource.File}, {TableSource.Row})";
        var firsts = rules.Select(r => $"to_json(arg_min({{'f': {TableSource.File}, 'r': {TableSource.Row}, 'v': {r.Shown}}}, {place}, {count}) FILTER (WHERE {r.Broken}))::VARCHAR");
        var sql = $"SELECT {string.Join("\n, ", firsts)} FROM ({source.Numbered}) WHERE {string.Join(" OR ", rules.Select(r => $"({r.Broken})"))}";
        engine.Read(
            sql,
            batch =>
            {
                for (var i = 0; i < rules.Count; i++)
                {
                    found.Add(rules[i], batch.Text(i, 0) is { } json ? Read(json, source) : []);
                }
            },
            null,
            cancellation);
        return found;
    }

    /// <summary>The first rows of a table or query with the columns f, r and rule_key.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="source">The table that f and r are about.</param>
    /// <param name="relation">The table, or a query in brackets.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public static IReadOnlyList<Violation> First(IQueryEngine engine, TableSource source, string relation, int count, CancellationToken cancellation)
    {
        var found = new List<Violation>();
        engine.Read(
            $"SELECT f, r, rule_key FROM {relation} ORDER BY f, r LIMIT {count}",
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    found.Add(new Violation(source.Entries[(int)batch.Values<long>(0)[row]], batch.Values<long>(1)[row] + 1, batch.Text(2, row)));
                }
            },
            null,
            cancellation);
        return found;
    }

    private static IReadOnlyList<Violation> Read(string json, TableSource source)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(e =>
            new Violation(source.Entries[(int)e.GetProperty("f").GetInt64()], e.GetProperty("r").GetInt64() + 1, e.GetProperty("v").GetString()))];
    }
}
