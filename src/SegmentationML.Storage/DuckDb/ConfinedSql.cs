using System.Collections.Frozen;
using System.Text.Json;
using SegmentationML.Core;

namespace SegmentationML.Storage.DuckDb;

/// <summary>Decides whether SQL that others wrote is one query over given tables and nothing else, from DuckDB's own syntax tree, before anything is bound or run.</summary>
/// <remarks>
/// What is not known to be harmless is refused: every statement that is not a query, every table, view or file that is not named in the list,
/// every table function but <c>range</c>, <c>generate_series</c>, <c>unnest</c>, <c>repeat</c>, <c>json_each</c> and <c>json_tree</c>, and every function that changes something,
/// reads a setting or gives another result on the next run. Common table expressions count where SQL lets them be seen, and only there.
/// </remarks>
internal sealed class ConfinedSql
{
    /// <summary>Functions that are refused: they write, wait, read what is not in the tables, or differ from run to run.</summary>
    internal static readonly FrozenSet<string> RefusedFunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "current_catalog", "current_connection_id", "current_database", "current_date", "current_localtime", "current_localtimestamp", "current_query", "current_query_id", "current_role", "current_schema",
        "current_schemas", "current_setting", "current_time", "current_timestamp", "current_transaction_id", "current_user", "currval", "error", "gen_random_uuid", "get_current_time", "get_current_timestamp",
        "getvariable", "in_search_path", "json_execute_serialized_sql", "localtime", "localtimestamp", "nextval", "now", "pg_conf_load_time", "pg_postmaster_start_time", "pg_sleep", "random", "session_user",
        "setseed", "sleep_ms", "stats", "today", "transaction_timestamp", "txid_current", "user", "uuid", "uuidv4", "uuidv7", "version", "write_log");

    private static readonly FrozenSet<string> AllowedTableFunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "generate_series", "json_each", "json_tree", "range", "repeat", "unnest");

    private static readonly FrozenSet<string> HarmlessTableReferences = FrozenSet.Create(
        StringComparer.Ordinal, "EMPTY", "EXPRESSION_LIST", "JOIN", "PIVOT", "SUBQUERY");

    private readonly string _sql;
    private readonly FrozenSet<string> _tables;

    private ConfinedSql(string sql, FrozenSet<string> tables)
    {
        _sql = sql;
        _tables = tables;
    }

    /// <summary>Throws when the SQL is more than one query over the tables.</summary>
    /// <param name="sql">The text to judge.</param>
    /// <param name="tree">Its syntax tree, as <c>json_serialize_sql</c> gives it.</param>
    /// <param name="tables">The tables that it may read; names are compared without case, as in SQL.</param>
    public static void Check(string sql, string tree, FrozenSet<string> tables)
    {
        using var document = Parse(tree);
        var root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            throw NotAQuery(root, sql);
        }

        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() != 1)
        {
            throw new ProblemException(new Problem("SEG-DUCK-010", $"One query was expected, {statements.GetArrayLength()} statements were found: {sql}", "Give exactly one query."));
        }

        new ConfinedSql(sql, tables).Visit(statements[0], []);
    }

    private static JsonDocument Parse(string tree)
    {
        try
        {
            return JsonDocument.Parse(tree, new JsonDocumentOptions { MaxDepth = 1000 });
        }
        catch (JsonException cause)
        {
            throw new ProblemException(new Problem("SEG-DUCK-018", $"The query is nested too deeply to be checked: {cause.Message}", "Write it with fewer levels."), cause);
        }
    }

    private static ProblemException NotAQuery(JsonElement root, string sql)
    {
        var message = root.GetProperty("error_message").GetString()!;
        if (root.GetProperty("error_type").GetString() != "parser")
        {
            return new ProblemException(new Problem("SEG-DUCK-018", $"Only queries are allowed here ({message}): {sql}", "Write one SELECT; nothing may be written, loaded, attached or set."));
        }

        var place = root.TryGetProperty("position", out var position) && int.TryParse(position.GetString(), out var offset) ? Place(sql, offset) : "";
        return new ProblemException(new Problem("SEG-DUCK-010", $"Parser Error: {message}{place}: {sql}", "Correct the SQL at the place shown."));
    }

    private static string Place(string sql, long byteOffset) => SqlPosition.At(sql, byteOffset) is { } place ? $" ({place} of the SQL)" : "";

    // Every object of the tree is visited; the names of common table expressions that are in sight go down with the visit.
    private void Visit(JsonElement element, FrozenSet<string> visible)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Visit(item, visible);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            VisitObject(element, visible);
        }
    }

    private void VisitObject(JsonElement node, FrozenSet<string> visible)
    {
        Judge(node, visible);
        if (node.TryGetProperty("cte_map", out var expressions))
        {
            visible = VisitCommonTableExpressions(expressions.GetProperty("map"), visible);
        }

        foreach (var property in node.EnumerateObject())
        {
            if (!property.NameEquals("cte_map"))
            {
                Visit(property.Value, visible);
            }
        }
    }

    // Each expression sees those before it; itself only when it is recursive.
    private FrozenSet<string> VisitCommonTableExpressions(JsonElement map, FrozenSet<string> visible)
    {
        foreach (var entry in map.EnumerateArray())
        {
            var name = entry.GetProperty("key").GetString()!;
            var query = entry.GetProperty("value");
            var extended = visible.Append(name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            Visit(query, IsRecursive(query) ? extended : visible);
            visible = extended;
        }

        return visible;
    }

    private static bool IsRecursive(JsonElement expression) =>
        expression.GetProperty("query").GetProperty("node").GetProperty("type").GetString() == "RECURSIVE_CTE_NODE";

    private void Judge(JsonElement node, FrozenSet<string> visible)
    {
        if (!node.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            return;
        }

        if (node.TryGetProperty("sample", out var sample) && sample.ValueKind == JsonValueKind.Object)
        {
            throw Refuse(node, "a random sample");
        }

        if (sample.ValueKind != JsonValueKind.Undefined && node.TryGetProperty("alias", out _))
        {
            JudgeTable(node, type.GetString()!, visible);
        }
        else if (node.TryGetProperty("function_name", out var function) && RefusedFunctions.Contains(function.GetString()!))
        {
            throw Refuse(node, $"the function {function.GetString()}");
        }
        else if (IsSpecialValue(node))
        {
            throw Refuse(node, node.GetProperty("column_names")[0].GetString()!);
        }
    }

    // current_date and its like are written without brackets and look like columns.
    private static bool IsSpecialValue(JsonElement node) =>
        node.TryGetProperty("column_names", out var names) && names.GetArrayLength() == 1 && RefusedFunctions.Contains(names[0].GetString()!) && names[0].GetString() is { } name
        && (name.StartsWith("current_", StringComparison.OrdinalIgnoreCase) || name.StartsWith("local", StringComparison.OrdinalIgnoreCase));

    private void JudgeTable(JsonElement node, string type, FrozenSet<string> visible)
    {
        switch (type)
        {
            case "BASE_TABLE":
                JudgeBaseTable(node, visible);
                break;
            case "TABLE_FUNCTION":
                var function = node.GetProperty("function").GetProperty("function_name").GetString()!;
                if (!AllowedTableFunctions.Contains(function))
                {
                    throw Refuse(node, $"the table function {function}");
                }

                break;
            default:
                if (!HarmlessTableReferences.Contains(type))
                {
                    throw Refuse(node, type);
                }

                break;
        }
    }

    private void JudgeBaseTable(JsonElement node, FrozenSet<string> visible)
    {
        var catalog = node.GetProperty("catalog_name").GetString()!;
        var schema = node.GetProperty("schema_name").GetString()!;
        var table = node.GetProperty("table_name").GetString()!;
        var known = catalog.Length == 0 && (schema.Length == 0 ? _tables.Contains(table) || visible.Contains(table) : schema == "main" && _tables.Contains(table));
        if (!known)
        {
            throw Refuse(node, $"the table or file '{string.Join('.', new[] { catalog, schema, table }.Where(static part => part.Length > 0))}'");
        }
    }

    private ProblemException Refuse(JsonElement node, string what)
    {
        var place = node.TryGetProperty("query_location", out var location) && location.TryGetInt64(out var offset) ? Place(_sql, offset) : "";
        return new ProblemException(new Problem(
            "SEG-DUCK-018",
            $"The query uses {what}, which it may not{place}: {_sql}",
            $"Read only the declared tables ({string.Join(", ", _tables.Order(StringComparer.Ordinal))}) with functions that give the same result on every run."));
    }
}
