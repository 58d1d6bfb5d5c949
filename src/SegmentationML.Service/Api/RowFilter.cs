using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Api;

/// <summary>A condition on a column, as a caller writes it: <c>VALUE</c> or <c>OPERATOR:VALUE</c>.</summary>
/// <param name="Sql">The condition, values as parameters.</param>
/// <param name="Values">The parameters.</param>
internal sealed record RowFilter(string Sql, IReadOnlyList<object> Values)
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["eq"] = "=", ["ne"] = "<>", ["lt"] = "<", ["lte"] = "<=", ["gt"] = ">", ["gte"] = ">=",
    };

    /// <summary>Reads a condition.</summary>
    /// <param name="table">The table, which says the columns' types.</param>
    /// <param name="name">The column.</param>
    /// <param name="text">What it is compared with.</param>
    /// <param name="next">The number of the next parameter.</param>
    /// <exception cref="ProblemException">There is no such column, or the value is not of its type.</exception>
    public static RowFilter Read(SnapshotTable table, string name, string text, int next)
    {
        var column = table.Columns.FirstOrDefault(c => c.Name == name) ?? throw new ProblemException(ApiProblems.WrongQuery(
            name, text, $"Table {table.Name} has no such column. {ClosestMatch.Hint(name, [.. table.Columns.Select(c => c.Name)])}"));
        var (word, value) = Split(text);
        var quoted = Pipeline.Ports.Sql.Identifier(name);
        if (word == "null")
        {
            return new RowFilter($"({quoted} IS {(value == "false" ? "NOT " : "")}NULL)", []);
        }

        if (column.Type == "VARCHAR[]")
        {
            return new RowFilter($"list_contains({quoted}, ${next})", [value]);
        }

        return word == "in"
            ? new RowFilter($"({quoted} IN ({string.Join(", ", value.Split(',').Select((_, i) => $"${next + i}"))}))", [.. value.Split(',').Select(v => Value(column, v))])
            : new RowFilter($"({quoted} {Operators[word]} ${next})", [Value(column, value)]);
    }

    private static (string Word, string Value) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var word = colon > 0 ? text[..colon] : "";
        return Operators.ContainsKey(word) || word is "in" or "null" ? (word, text[(colon + 1)..]) : ("eq", text);
    }

    private static object Value(SnapshotColumn column, string text) => column.Type switch
    {
        "DOUBLE" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) => real,
        "INTEGER" or "BIGINT" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        "DATE" when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        "VARCHAR" => text,
        _ => throw new ProblemException(ApiProblems.WrongQuery(column.Name, text, $"The column is of type {column.Type}; write such a value, alone or after eq:, ne:, lt:, lte:, gt:, gte: or in:.")),
    };
}
