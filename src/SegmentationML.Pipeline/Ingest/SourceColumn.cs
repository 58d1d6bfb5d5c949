using System.Text.RegularExpressions;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>How a source column is read.</summary>
[YamlShorthand(nameof(Type))]
public sealed partial record SourceColumn
{
    /// <summary><c>text</c>, <c>integer</c>, <c>decimal(p,s)</c>, <c>double</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c> or <c>timestamp-with-offset</c> (turned into the pipeline's local time); null takes the type of the canonical column that it is mapped to, else text.</summary>
    public string? Type { get; init; }

    /// <summary>How dates and timestamps are written, such as <c>%d.%m.%Y</c>, tried in order; empty for <c>2026-01-31</c> and <c>2026-01-31 13:45:00</c>.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>The type in the engine's spelling, or null when it is not given or none of the known.</summary>
    internal string? SqlType => Type switch
    {
        "text" => "VARCHAR",
        "integer" => "BIGINT",
        "double" => "DOUBLE",
        "boolean" => "BOOLEAN",
        "date" => "DATE",
        "timestamp" => "TIMESTAMP",
        "timestamp-with-offset" => "TIMESTAMP WITH TIME ZONE",
        _ => DecimalType(Type ?? ""),
    };

    /// <summary>Lists what is wrong.</summary>
    /// <param name="setting">Where the column stands, for messages.</param>
    internal IEnumerable<Problem> Validate(string setting)
    {
        if (Type is not null && SqlType is null)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.type is '{Type}'.", "Known: text, integer, decimal(18,4) and the like up to 38 digits, double, boolean, date, timestamp, timestamp-with-offset.");
        }

        if (Formats.Count > 0 && Type is not (null or "date" or "timestamp"))
        {
            yield return new Problem("SEG-ING-005", $"{setting} has formats, but its type is {Type}.", "Only date and timestamp have formats.");
        }
    }

    private static string? DecimalType(string type)
    {
        var match = DecimalPattern().Match(type);
        if (!match.Success)
        {
            return null;
        }

        var (digits, scale) = (int.Parse(match.Groups["digits"].ValueSpan), int.Parse(match.Groups["scale"].ValueSpan));
        return digits is >= 1 and <= 38 && scale <= digits ? $"DECIMAL({digits},{scale})" : null;
    }

    [GeneratedRegex(@"^decimal\((?<digits>\d{1,2}), ?(?<scale>\d{1,2})\)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalPattern();
}
