using System.Buffers;
using System.Text;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Turns a regular expression of ECMA-262, which the standard prescribes, into one of RE2, which the engine runs.</summary>
/// <remarks>
/// RE2 matches in time linear in the text, so that a pattern such as <c>(a+)+$</c> cannot hang a run; in return it has no look-around and no back-references, and these are refused.
/// Kept equal: <c>\s</c>, <c>\S</c> and <c>.</c> (ECMA's white space and line ends are wider than RE2's), <c>\uXXXX</c>, <c>\0</c>, named groups, <c>[^]</c>.
/// Different: characters above U+FFFF are one character here and two in ECMA without its u flag; a repetition count is at most 1000.
/// </remarks>
internal static class EcmaPattern
{
    private const string SpaceItems = @"\t\n\v\f\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}";
    private const string LineEndItems = @"\n\r\x{2028}\x{2029}";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Translates a pattern.</summary>
    /// <param name="pattern">ECMA-262.</param>
    /// <param name="refusal">What cannot be translated, following the setting's name; null when all can.</param>
    /// <returns>The RE2 pattern; empty when refused.</returns>
    public static string ToRe2(string pattern, out string? refusal)
    {
        var text = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        for (var i = 0; i < pattern.Length;)
        {
            var piece = Next(pattern, i, inClass);
            if (piece.Refusal is not null)
            {
                refusal = piece.Refusal;
                return "";
            }

            inClass = inClass ? pattern[i] != ']' : piece.Opens;
            text.Append(piece.Written);
            i += piece.Taken;
        }

        refusal = inClass ? "has a [ without its ]" : null;
        return text.ToString();
    }

    private static Piece Next(string pattern, int at, bool inClass) => pattern[at] switch
    {
        '\\' => Escape(pattern, at, inClass),
        '[' => inClass ? new Piece(1, @"\[") : Class(pattern.AsSpan(at)),
        '.' when !inClass => new Piece(1, $"[^{LineEndItems}]"),
        '(' when !inClass => Group(pattern.AsSpan(at)),
        var c => new Piece(1, c.ToString()),
    };

    private static Piece Class(ReadOnlySpan<char> rest)
        => rest.StartsWith("[^]") ? new Piece(3, @"[\s\S]")
            : rest.StartsWith("[]") ? Piece.Refused("has an empty class []")
            : rest.StartsWith("[^") ? new Piece(2, "[^", Opens: true)
            : new Piece(1, "[", Opens: true);

    private static Piece Group(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("(?") || rest.StartsWith("(?:"))
        {
            return new Piece(1, "(");
        }

        if (rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<=") || rest.StartsWith("(?<!"))
        {
            return Piece.Refused("looks around, which the engine does not do");
        }

        return rest.StartsWith("(?<") ? new Piece(3, "(?P<") : Piece.Refused($"has the group '{rest[..Math.Min(3, rest.Length)]}', which ECMA-262 does not know");
    }

    private static Piece Escape(string pattern, int at, bool inClass)
    {
        if (at + 1 == pattern.Length)
        {
            return Piece.Refused(@"ends in a single \");
        }

        var next = pattern[at + 1];
        return next switch
        {
            >= '1' and <= '9' when !inClass => Piece.Refused($@"refers back with \{next}, which the engine does not do"),
            'k' => Piece.Refused(@"refers back with \k, which the engine does not do"),
            's' => new Piece(2, inClass ? SpaceItems : $"[{SpaceItems}]"),
            'S' or 'B' when inClass => Piece.Refused($@"has \{next} inside a class"),
            'S' => new Piece(2, $"[^{SpaceItems}]"),
            'b' when inClass => new Piece(2, @"\x08"),
            '0' => new Piece(2, @"\x00"),
            'u' => Unicode(pattern, at),
            'd' or 'D' or 'w' or 'W' or 'b' or 'B' or 't' or 'n' or 'r' or 'f' or 'v' or 'x' or 'p' or 'P' => new Piece(2, $@"\{next}"),
            _ when char.IsAsciiLetterOrDigit(next) => Piece.Refused($@"has the escape \{next}, which has no meaning"),
            _ => new Piece(2, next < 128 ? $@"\{next}" : next.ToString()),
        };
    }

    private static Piece Unicode(string pattern, int at)
        => at + 6 <= pattern.Length && !pattern.AsSpan(at + 2, 4).ContainsAnyExcept(HexDigits)
            ? new Piece(6, $@"\x{{{pattern.AsSpan(at + 2, 4)}}}")
            : Piece.Refused(@"has a \u without four hexadecimal digits");

    private readonly record struct Piece(int Taken, string Written, bool Opens = false, string? Refusal = null)
    {
        public static Piece Refused(string why) => new(0, "", Refusal: why);
    }
}
