using System.Text.Json;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Confined;

/// <summary>Decides whether an SQL rule may run, by the syntax tree that the engine's own parser makes of it.</summary>
/// <remarks>
/// Everything is an allow-list: one SELECT over the declared tables and its own sub-queries, built of known kinds of nodes, calling known functions.
/// A new kind of node in a later version of the engine is therefore refused until it is added here.
/// The rule runs in a confined engine besides (<see cref="ConfinedSession"/>): either of the two would do against each attack of the tests.
/// </remarks>
internal sealed class SqlRuleGuard
{
    private static readonly HashSet<string> TableKinds = ["BASE_TABLE", "SUBQUERY", "JOIN", "EMPTY", "EMPTY_FROM", "EXPRESSION_LIST", "TABLE_FUNCTION"];
    private static readonly HashSet<string> QueryKinds = ["SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"];
    private static readonly HashSet<string> ModifierKinds = ["ORDER_MODIFIER", "LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER", "DISTINCT_MODIFIER"];
    private static readonly HashSet<string> PartKinds = ["ORDER_DEFAULT", "ASCENDING", "DESCENDING"];
    private static readonly HashSet<string> ExpressionClasses =
        ["COLUMN_REF", "CONSTANT", "COMPARISON", "CONJUNCTION", "FUNCTION", "CAST", "CASE", "BETWEEN", "OPERATOR", "SUBQUERY", "STAR", "WINDOW", "COLLATE", "POSITIONAL_REFERENCE"];

    private readonly IReadOnlyCollection<string> _tables;
    private readonly HashSet<string> _columns;
    private string? _refusal;

    private SqlRuleGuard(IReadOnlyCollection<string> tables, IEnumerable<string> columns)
    {
        _tables = tables;
        _columns = new HashSet<string>(columns, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Looks at a query.</summary>
    /// <param name="tree">What <c>json_serialize_sql</c> makes of it.</param>
    /// <param name="tables">The tables that it may read.</param>
    /// <param name="columns">All columns of these tables.</param>
    /// <returns>Why it is refused, as a sentence; null when it may run.</returns>
    public static string? Refusal(string tree, IReadOnlyCollection<string> tables, IEnumerable<string> columns)
    {
        using var document = JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 512 });
        var root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            var message = root.TryGetProperty("error_message", out var m) ? m.GetString() : null;
            return message?.StartsWith("Only SELECT", StringComparison.Ordinal) == true ? "It is not a plain SELECT." : $"It cannot be parsed: {message}.";
        }

        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() != 1)
        {
            return $"It holds {statements.GetArrayLength()} statements, not one.";
        }

        var guard = new SqlRuleGuard(tables, columns);
        guard.Visit(statements[0].GetProperty("node"), []);
        return guard._refusal;
    }

    private void Visit(JsonElement node, HashSet<string> names)
    {
        if (_refusal is not null)
        {
            return;
        }

        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Visit(item, names);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            VisitObject(node, names);
        }
    }

    private void VisitObject(JsonElement node, HashSet<string> names)
    {
        names = WithCommonTables(node, names);
        if (node.TryGetProperty("class", out var kind))
        {
            VisitExpression(node, kind.GetString()!);
        }
        else if (node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            VisitNode(node, type.GetString()!, names);
        }

        foreach (var child in node.EnumerateObject())
        {
            // A constant's value is data, not syntax; common tables were visited with their names.
            if (!(child.NameEquals("value") && node.TryGetProperty("class", out var c) && c.GetString() == "CONSTANT") && !child.NameEquals("cte_map"))
            {
                Visit(child.Value, names);
            }
        }
    }

    /// <summary>The names that a node's children may read from: those around it, and its own common tables, which see the ones before them and, when recursive, themselves.</summary>
    private HashSet<string> WithCommonTables(JsonElement node, HashSet<string> names)
    {
        if (!node.TryGetProperty("cte_map", out var map) || !map.TryGetProperty("map", out var entries) || entries.GetArrayLength() == 0)
        {
            return names;
        }

        var inside = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries.EnumerateArray())
        {
            var (name, query) = (entry.GetProperty("key").GetString()!, entry.GetProperty("value"));
            var isRecursive = query.TryGetProperty("query", out var q) && q.TryGetProperty("node", out var n) && n.TryGetProperty("type", out var t) && t.GetString() == "RECURSIVE_CTE_NODE";
            Visit(query, isRecursive ? [.. inside, name] : inside);
            inside.Add(name);
        }

        return inside;
    }

    private void VisitNode(JsonElement node, string type, HashSet<string> names)
    {
        if (TableKinds.Contains(type))
        {
            VisitTable(node, type, names);
        }
        else if (!QueryKinds.Contains(type) && !ModifierKinds.Contains(type) && !PartKinds.Contains(type) && !type.EndsWith("_TYPE_INFO", StringComparison.Ordinal))
        {
            Refuse(type == "SHOW_REF" ? "It asks what tables there are." : $"It uses {type}, which is not known to be safe.");
        }
        else if (node.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object)
        {
            Refuse("It samples rows, so that its result is left to chance.");
        }
    }

    private void VisitTable(JsonElement node, string type, HashSet<string> names)
    {
        if (node.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object)
        {
            Refuse("It samples rows, so that its result is left to chance.");
        }
        else if (type == "BASE_TABLE")
        {
            var name = Text(node, "table_name");
            var isElsewhere = Text(node, "catalog_name").Length > 0 || Text(node, "schema_name") is not ("" or "main");
            if (isElsewhere || (!_tables.Contains(name, StringComparer.OrdinalIgnoreCase) && !names.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                Refuse($"It reads from '{name}', which is no table of the run. {ClosestMatch.Hint(name, _tables)}");
            }
        }
        else if (type == "TABLE_FUNCTION" && Text(node.GetProperty("function"), "function_name") is var function && !SqlRuleFunctions.Tables.Contains(function))
        {
            Refuse($"It reads from the function {function}(); rules read from the tables of the run only: {string.Join(", ", _tables)}.");
        }
    }

    private void VisitExpression(JsonElement node, string kind)
    {
        if (!ExpressionClasses.Contains(kind))
        {
            Refuse(kind == "PARAMETER" ? "It holds a parameter, and nobody gives one." : $"It uses {kind}, which is not known to be safe.");
        }
        else if (kind is "FUNCTION" or "WINDOW")
        {
            VisitFunction(node);
        }
        else if (kind == "COLUMN_REF" && node.GetProperty("column_names") is { ValueKind: JsonValueKind.Array } path && path.GetArrayLength() == 1
            && path[0].GetString() is { } name && SqlRuleFunctions.HiddenFunctions.Contains(name) && !_columns.Contains(name))
        {
            Refuse($"It asks for {name}, so that its result depends on when and where it runs.");
        }
    }

    private void VisitFunction(JsonElement node)
    {
        var name = Text(node, "function_name");
        var isElsewhere = Text(node, "catalog") is not ("" or "system") || Text(node, "schema") is not ("" or "main" or "pg_catalog");

        // The function of a TABLE_FUNCTION was looked at there; as a scalar it is not known and would be refused, so tables' functions pass here.
        if (isElsewhere || (!SqlRuleFunctions.Scalars.Contains(name) && !SqlRuleFunctions.Tables.Contains(name)))
        {
            Refuse($"It calls {name}(), which is not among the functions that rules may use. {ClosestMatch.Of(name, SqlRuleFunctions.Scalars) switch { { } near => $"Did you mean {near}()?", null => "" }}".TrimEnd());
        }
    }

    private void Refuse(string why) => _refusal ??= why;

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
