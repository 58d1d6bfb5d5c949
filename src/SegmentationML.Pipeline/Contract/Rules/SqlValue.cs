using System.Globalization;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Contract.Rules;

/// <summary>Writes values of a contract as SQL literals and as words.</summary>
internal static class SqlValue
{
    /// <summary>A literal that compares with values of a type.</summary>
    /// <param name="value">Text, whole number, decimal or truth value.</param>
    /// <param name="type">The type of the column; null when it has none.</param>
    public static string Literal(object value, LogicalType? type) => (value, type) switch
    {
        (long whole, _) => whole.ToString(CultureInfo.InvariantCulture),
        (decimal number, _) => number.ToString(CultureInfo.InvariantCulture),
        (bool truth, _) => truth ? "true" : "false",
        (string text, LogicalType.Date) => $"DATE {Sql.Literal(text)}",
        (string text, LogicalType.Timestamp) => $"TIMESTAMP {Sql.Literal(text)}",
        (string text, LogicalType.Time) => $"TIME {Sql.Literal(text)}",
        (var other, _) => Sql.Literal(Words(other)),
    };

    /// <summary>The value as a reader would write it.</summary>
    /// <param name="value">Text, whole number, decimal, truth value or null.</param>
    public static string Words(object? value) => value switch
    {
        null => "null",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>Several values in words, cut after some.</summary>
    /// <param name="values">The values.</param>
    public static string List(IEnumerable<object?> values)
    {
        var words = values.Select(v => v is "" ? "''" : Words(v)).ToArray();
        return words.Length <= 8 ? string.Join(", ", words) : $"{string.Join(", ", words.Take(7))} … ({words.Length} values)";
    }
}
