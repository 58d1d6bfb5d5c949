using System.Text.RegularExpressions;

namespace SegmentationML.Storage.DuckDb;

/// <summary>A place in SQL text, as DuckDB points at it.</summary>
/// <param name="Line">One-based.</param>
/// <param name="Column">One-based, in characters.</param>
public readonly partial record struct SqlPosition(int Line, int Column)
{
    private const string Ellipsis = "...";

    /// <summary>Reads the place out of a message that ends in <c>LINE 2: select foo</c> with a caret below; null when the message has none.</summary>
    /// <param name="message">DuckDB's message.</param>
    /// <param name="sql">The SQL it is about: DuckDB shows only an excerpt of a long line, which is looked up here.</param>
    public static SqlPosition? Find(string message, string sql)
    {
        var match = Marker().Match(message);
        if (!match.Success || !int.TryParse(match.Groups["line"].ValueSpan, out var line))
        {
            return null;
        }

        var caret = match.Groups["indent"].Length - match.Groups["label"].Length;
        var excerpt = match.Groups["text"].Value;
        if (!excerpt.StartsWith(Ellipsis, StringComparison.Ordinal))
        {
            return new SqlPosition(line, caret + 1);
        }

        var shown = excerpt.EndsWith(Ellipsis, StringComparison.Ordinal) ? excerpt[Ellipsis.Length..^Ellipsis.Length] : excerpt[Ellipsis.Length..];
        var lines = sql.ReplaceLineEndings("\n").Split('\n');
        var start = line <= lines.Length ? lines[line - 1].IndexOf(shown, StringComparison.Ordinal) : -1;
        return start < 0 ? null : new SqlPosition(line, start + caret - Ellipsis.Length + 1);
    }

    [GeneratedRegex(@"^(?<label>LINE (?<line>\d+): )(?<text>.*)\n(?<indent> *)\^", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();
}
