using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SegmentationML.Core.Governance;

/// <summary>
/// JSON in the one form of RFC 8785 (JSON Canonicalization Scheme): names sorted by UTF-16 code units, no white space, the shortest escapes, UTF-8.
/// So equal content has equal bytes, and its digest can be signed.
/// </summary>
/// <remarks>Numbers are whole and within ±(2^53 - 1), where every JSON reader agrees; anything else is to be written as text.</remarks>
public static class CanonicalJson
{
    private const long Largest = (1L << 53) - 1;
    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"\\" + string.Concat(Enumerable.Range(0, ' ').Select(c => (char)c)));

    /// <summary>The canonical bytes of a value.</summary>
    /// <param name="value">Any JSON value without duplicate names.</param>
    public static byte[] Of(JsonElement value) => Write(value, indent: false);

    /// <summary>The same with line breaks and two spaces a level, for people; just as deterministic.</summary>
    /// <param name="value">Any JSON value without duplicate names.</param>
    public static byte[] Indented(JsonElement value) => Write(value, indent: true);

    /// <summary>SHA-256 in lower-case hex over the canonical bytes.</summary>
    /// <param name="value">Any JSON value without duplicate names.</param>
    public static string Digest(JsonElement value) => Convert.ToHexStringLower(SHA256.HashData(Of(value)));

    /// <summary>SHA-256 in lower-case hex over a text that is canonical already.</summary>
    /// <param name="canonical">What <see cref="Of"/> made.</param>
    public static string DigestOf(string canonical) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    private static byte[] Write(JsonElement value, bool indent)
    {
        var text = new StringBuilder();
        Append(text, value, indent ? 0 : -1);
        if (indent)
        {
            text.Append('\n');
        }

        return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetBytes(text.ToString());
    }

    /// <param name="text">Where to write.</param>
    /// <param name="value">What to write.</param>
    /// <param name="level">Depth of indentation; negative for none.</param>
    private static void Append(StringBuilder text, JsonElement value, int level)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var properties = value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToArray();
                Append(text, properties, '{', '}', level, (property, inner) =>
                {
                    Append(text, property.Name);
                    text.Append(inner < 0 ? ":" : ": ");
                    Append(text, property.Value, inner);
                });
                break;
            case JsonValueKind.Array:
                Append(text, value.EnumerateArray().ToArray(), '[', ']', level, (item, inner) => Append(text, item, inner));
                break;
            case JsonValueKind.String:
                Append(text, value.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(WholeNumber(value).ToString(CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void Append<T>(StringBuilder text, T[] items, char open, char close, int level, Action<T, int> append)
    {
        var inner = level < 0 ? level : level + 1;
        text.Append(open);
        for (var i = 0; i < items.Length; i++)
        {
            text.Append(i > 0 ? "," : string.Empty);
            BreakLine(text, inner);
            append(items[i], inner);
        }

        if (items.Length > 0)
        {
            BreakLine(text, level);
        }

        text.Append(close);
    }

    private static void BreakLine(StringBuilder text, int level)
    {
        if (level >= 0)
        {
            text.Append('\n').Append(' ', 2 * level);
        }
    }

    /// <summary>Appends a text as a JSON string in its canonical form.</summary>
    /// <param name="text">Where to write.</param>
    /// <param name="value">Well-formed UTF-16.</param>
    public static void Append(StringBuilder text, string value)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(value);
        text.Append('"');
        var plain = value.AsSpan().IndexOfAny(Escaped) is >= 0 and var first ? first : value.Length;
        text.Append(value, 0, plain);
        foreach (var c in value.AsSpan(plain))
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }

    private static long WholeNumber(JsonElement value)
        => value.TryGetInt64(out var number) && number is >= -Largest and <= Largest
            ? number
            : throw new NotSupportedException($"{value.GetRawText()} is no whole number within ±(2^53 - 1): write it as text.");
}
