using System.Text.RegularExpressions;

namespace SegmentationML.Pipeline.Ingest.Sql;

/// <summary>How numbers are written in text.</summary>
/// <param name="Decimal">Decimal separator: a point or a comma.</param>
/// <param name="Thousands">Thousands separator; empty for none.</param>
internal sealed record NumberStyle(string Decimal, string Thousands)
{
    /// <summary>As the engine reads numbers by itself.</summary>
    public static NumberStyle Plain { get; } = new(".", "");

    /// <summary>True when the engine reads such numbers by itself.</summary>
    public bool IsPlain => this == Plain;

    /// <summary>The text as the engine reads numbers. A text that does not follow the style is made unreadable, so that 1.5 is never taken for 15 where the point separates thousands.</summary>
    /// <param name="column">SQL of the text.</param>
    public string Normalise(string column)
    {
        if (IsPlain)
        {
            return column;
        }

        var stripped = Thousands.Length == 0 ? column : $"replace({column}, {Ports.Sql.Literal(Thousands)}, '')";
        var pointed = Decimal == "." ? stripped : $"replace({stripped}, ',', '.')";
        return $"CASE WHEN regexp_full_match({column}, {Ports.Sql.Literal(Pattern())}) THEN {pointed} ELSE concat('?', {column}) END";
    }

    private string Pattern()
    {
        var (separator, thousands) = (Regex.Escape(Decimal), Regex.Escape(Thousands));
        var whole = Thousands.Length == 0 ? @"\d*" : $@"(\d{{1,3}}({thousands}\d{{3}})+|\d*)";
        return $@"\s*[+-]?{whole}({separator}\d+)?([eE][+-]?\d+)?\s*";
    }
}
