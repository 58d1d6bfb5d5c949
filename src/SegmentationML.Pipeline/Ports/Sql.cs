namespace SegmentationML.Pipeline.Ports;

/// <summary>Quotes identifiers and literals for SQL text that is put together at run time.</summary>
public static class Sql
{
    /// <summary>An identifier in double quotes, inner quotes doubled.</summary>
    /// <param name="name">The bare name.</param>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text literal in single quotes, inner quotes doubled.</summary>
    /// <param name="text">The text.</param>
    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
