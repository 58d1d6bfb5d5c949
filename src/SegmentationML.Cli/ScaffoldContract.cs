using System.Text;
using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Cli;

/// <summary>A new data contract in the Open Data Contract Standard, from a canonical table's columns.</summary>
internal static class ScaffoldContract
{
    /// <summary>Paths and texts, relative to the current folder.</summary>
    public static IReadOnlyList<(string Path, string Text)> Files(string name, string tableName)
    {
        var table = CanonicalTables.Find(tableName) ?? throw new ProblemException(new Problem(
            "SEG-CLI-010", $"There is no canonical table '{tableName}'.", ClosestMatch.Hint(tableName, [.. CanonicalTables.All.Select(t => t.Name)])));
        var properties = new StringBuilder();
        foreach (var column in table.Columns)
        {
            properties.AppendLine($"      - name: {column.Name}");
            properties.AppendLine($"        logicalType: {LogicalType(column.SqlType)}");
            properties.AppendLine($"        description: {Quote(column.Doc)}");
            if (column.Required)
            {
                properties.AppendLine("        required: true");
            }

            if (table.Key.Contains(column) && column.Required)
            {
                properties.AppendLine("        primaryKey: true");
                properties.AppendLine($"        primaryKeyPosition: {table.Key.ToList().IndexOf(column) + 1}");
            }
        }

        return [(Path.Combine("data-contracts", name, "v1.yaml"), $"""
            apiVersion: v3.1.0
            kind: DataContract
            id: {name}
            name: {name}
            version: 1.0.0
            status: draft
            schema:
              - name: {table.Name}
                description: {Quote(table.Grain)}
                properties:
            {properties.ToString().TrimEnd()}

            """)];
    }

    private static string LogicalType(string sqlType) => sqlType switch
    {
        "VARCHAR" => "string",
        "DATE" => "date",
        "BOOLEAN" => "boolean",
        "INTEGER" or "BIGINT" => "integer",
        _ when sqlType.StartsWith("TIMESTAMP", StringComparison.Ordinal) => "timestamp",
        _ => "number",
    };

    private static string Quote(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
