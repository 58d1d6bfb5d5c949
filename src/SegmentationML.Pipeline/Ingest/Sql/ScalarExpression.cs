using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>An expression of a mapping that was parsed and found harmless: constants, columns and allowed functions, nothing that reads, writes, counts or depends on the moment.</summary>
/// <param name="Text">As written.</param>
/// <param name="Columns">The columns that it names, in order of appearance, each once; two parts for a lookup's column.</param>
internal sealed record ScalarExpression(string Text, IReadOnlyList<ColumnName> Columns)
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "COLUMN_REF", "CONSTANT", "FUNCTION", "OPERATOR", "COMPARISON", "CONJUNCTION", "CAST", "CASE", "BETWEEN",
    };

    /// <summary>The expression in brackets, on lines of its own so that a comment cannot swallow what follows.</summary>
    public string Sql => $"({Text}\n)";

    /// <summary>Parses an expression with the engine's own parser and checks every node of its syntax tree.</summary>
    /// <param name="engine">Parses; nothing is run.</param>
    /// <param name="text">The expression.</param>
    /// <param name="setting">Where it stands, for messages.</param>
    /// <param name="cancellation">Ends the parsing.</param>
    public static ScalarExpression Parse(IQueryEngine engine, string text, string setting, CancellationToken cancellation)
    {
        string? tree = null;
        engine.Read($"SELECT CAST(json_serialize_sql({Ports.Sql.Literal($"SELECT ({text}\n)")}) AS VARCHAR)", batch => tree = batch.Text(0, 0), null, cancellation);
        using var document = JsonDocument.Parse(tree!, new JsonDocumentOptions { MaxDepth = 1024 });
        var root = document.RootElement;
        if (root.GetProperty("error").GetBoolean())
        {
            throw Refuse(setting, text, $"is no expression: {root.GetProperty("error_message").GetString()}", "Write one scalar SQL expression over source columns; names with blanks in double quotes.");
        }

        var columns = new List<ColumnName>();
        Walk(OnlyExpression(root, text, setting), text, setting, columns);
        return new ScalarExpression(text, columns);
    }

    private static JsonElement OnlyExpression(JsonElement root, string text, string setting)
    {
        var statements = root.GetProperty("statements");
        if (statements.GetArrayLength() == 1 && statements[0].GetProperty("node") is var node
            && node.GetProperty("type").GetString() == "SELECT_NODE"
            && node.GetProperty("select_list").GetArrayLength() == 1
            && node.GetProperty("from_table").GetProperty("type").GetString() == "EMPTY"
            && node.GetProperty("where_clause").ValueKind == JsonValueKind.Null
            && node.GetProperty("having").ValueKind == JsonValueKind.Null
            && node.GetProperty("qualify").ValueKind == JsonValueKind.Null
            && node.GetProperty("group_expressions").GetArrayLength() == 0
            && node.GetProperty("modifiers").GetArrayLength() == 0)
        {
            return node.GetProperty("select_list")[0];
        }

        throw Refuse(setting, text, "is more than one expression", "Write one scalar SQL expression, without SELECT, FROM, commas or semicolons.");
    }

    private static void Walk(JsonElement node, string text, string setting, List<ColumnName> columns)
    {
        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Walk(item, text, setting, columns);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            Check(node, text, setting, columns);
            foreach (var part in node.EnumerateObject().Where(p => p.Name is not ("value" or "cast_type")))
            {
                Walk(part.Value, text, setting, columns);
            }
        }
    }

    private static void Check(JsonElement node, string text, string setting, List<ColumnName> columns)
    {
        if (!node.TryGetProperty("class", out var kind))
        {
            return;
        }

        if (!Harmless.Contains(kind.GetString()!))
        {
            throw Refuse(setting, text, $"holds a {kind.GetString()!.ToLowerInvariant()}", "Only columns, constants, operators, CASE, CAST and scalar functions are allowed.");
        }

        if (kind.GetString() == "FUNCTION" && node.GetProperty("function_name").GetString()!.ToLowerInvariant() is var name && !ScalarFunctions.Allowed.Contains(name))
        {
            throw Refuse(setting, text, $"calls {name}", $"That function is not among the allowed ones (docs/ingest.md lists them). {ClosestMatch.Hint(name, [.. ScalarFunctions.Allowed.Where(f => char.IsAsciiLetter(f[0]))])}");
        }

        if (kind.GetString() == "COLUMN_REF")
        {
            AddColumn(node.GetProperty("column_names"), text, setting, columns);
        }
    }

    private static void AddColumn(JsonElement names, string text, string setting, List<ColumnName> columns)
    {
        var parts = names.EnumerateArray().Select(n => n.GetString()!).ToArray();
        if (parts.Length > 2)
        {
            throw Refuse(setting, text, $"names {string.Join('.', parts)}", "Write `column`, or `lookup.column` for a joined lookup.");
        }

        var column = parts.Length == 1 ? new ColumnName(null, parts[0]) : new ColumnName(parts[0], parts[1]);
        if (!columns.Contains(column))
        {
            columns.Add(column);
        }
    }

    private static ProblemException Refuse(string setting, string text, string what, string fix)
        => new(new Problem("SEG-ING-023", $"{setting}: '{text}' {what}.", fix));
}
