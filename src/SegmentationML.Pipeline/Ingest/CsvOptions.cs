using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>How delimited text is written. Nothing is guessed: what the file does not follow is a problem or a rejected row.</summary>
public sealed record CsvOptions
{
    private static readonly IReadOnlyList<string> EmptyText = [""];

    /// <summary>What separates fields: one character, or <c>\t</c> for the tab. Default comma.</summary>
    public string Delimiter { get; init; } = ",";

    /// <summary>What surrounds fields that hold delimiters or line ends; empty for none. Default double quote.</summary>
    public string Quote { get; init; } = "\"";

    /// <summary>What stands before a quote within a quoted field. Default double quote.</summary>
    public string Escape { get; init; } = "\"";

    /// <summary>Names of the columns, for files without a header line; empty when the first line holds them.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Decimal separator of numbers: <c>.</c> or <c>,</c>. Default point.</summary>
    public string Decimal { get; init; } = ".";

    /// <summary>Thousands separator of numbers, removed before reading; empty for none.</summary>
    public string Thousands { get; init; } = "";

    /// <summary>Encoding by its IANA name, such as <c>windows-1252</c>. Default utf-8.</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Texts that mean an empty value, quoted or not. Default the empty text.</summary>
    public IReadOnlyList<string> Nulls { get; init; } = EmptyText;

    /// <summary>The delimiter as the character that it stands for.</summary>
    internal string Separator => Delimiter == "\\t" ? "\t" : Delimiter;

    /// <summary>Lists what is wrong.</summary>
    /// <param name="setting">Where the source stands, for messages.</param>
    internal IEnumerable<Problem> Validate(string setting)
    {
        if (Separator.Length != 1 || Separator is "\n" or "\r")
        {
            yield return new Problem("SEG-ING-005", $"{setting}.csv.delimiter is '{Delimiter}'.", "Write one character, or \\t for the tab.");
        }

        if (Quote.Length > 1 || Escape.Length > 1)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.csv.quote and escape are '{Quote}' and '{Escape}'.", "Write one character each, or '' for none.");
        }

        if (Decimal is not ("." or ",") || Thousands.Length > 1 || Decimal == Thousands)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.csv.decimal and thousands are '{Decimal}' and '{Thousands}'.", "Write '.' or ',' for decimal and another character, or '', for thousands.");
        }

        if (TextEncodings.Find(Encoding) is null)
        {
            yield return new Problem("SEG-ING-005", $"{setting}.csv.encoding '{Encoding}' is not known.", "Write an IANA name such as utf-8, utf-16, iso-8859-1 or windows-1252.");
        }

        foreach (var twice in Names.CountBy(n => n.ToLowerInvariant()).Where(c => c.Value > 1))
        {
            yield return new Problem("SEG-ING-005", $"{setting}.csv.names holds '{twice.Key}' {twice.Value} times.", "Give each column its own name.");
        }
    }
}
