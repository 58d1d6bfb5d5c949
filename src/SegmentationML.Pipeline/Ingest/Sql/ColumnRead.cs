
namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>How a source column is turned from what the file holds into what the mapping needs.</summary>
/// <param name="Name">As the header spells it.</param>
/// <param name="Type">The SQL type that is needed.</param>
/// <param name="Formats">How dates in text are written; empty for ISO 8601.</param>
internal sealed record ColumnRead(string Name, string Type, IReadOnlyList<string> Formats)
{
    private const string Text = "VARCHAR";
    private const string WithOffset = "TIMESTAMP WITH TIME ZONE";

    /// <summary>The type of the values that steps see: moments become local time.</summary>
    public string LocalType => Type == WithOffset ? "TIMESTAMP" : Type;

    /// <summary>True when the engine's CSV reader gives the type by itself.</summary>
    /// <param name="numbers">How numbers are written.</param>
    public bool IsPlain(NumberStyle numbers) => Formats.Count == 0 && Type != WithOffset && (numbers.IsPlain || !IsNumber);

    /// <summary>The value in the needed type.</summary>
    /// <param name="stored">The type that the column has in the relation it is read from.</param>
    /// <param name="numbers">How numbers in text are written.</param>
    /// <param name="timeZone">The pipeline's time zone.</param>
    /// <param name="careful">True gives null for an unreadable value, false fails the query.</param>
    public string Sql(string stored, NumberStyle numbers, string timeZone, bool careful)
    {
        var column = Ports.Sql.Identifier(Name);
        if (stored == LocalType && Type != WithOffset)
        {
            return column;
        }

        if (stored == WithOffset || Type == WithOffset)
        {
            var moment = stored == WithOffset ? column : Cast(column, WithOffset, careful);
            return Cast($"timezone({Ports.Sql.Literal(timeZone)}, {moment})", LocalType, careful);
        }

        if (stored == Text && Formats.Count > 0)
        {
            var formats = string.Join(", ", Formats.Select(Ports.Sql.Literal));
            return Cast($"{(careful ? "try_strptime" : "strptime")}({column}, [{formats}])", LocalType, careful);
        }

        return Cast(stored == Text && IsNumber ? numbers.Normalise(column) : column, LocalType, careful);
    }

    /// <summary>What an unreadable value is not, for reports.</summary>
    public string Expectation => Formats.Count > 0
        ? $"is not a {Type} written as {string.Join(" or ", Formats)}"
        : $"is not a {Type}";

    private bool IsNumber => Type is "BIGINT" or "INTEGER" or "DOUBLE" || Type.StartsWith("DECIMAL", StringComparison.Ordinal);

    private static string Cast(string value, string type, bool careful) => $"{(careful ? "TRY_CAST" : "CAST")}({value} AS {type})";
}
