using System.Globalization;
using System.Text;

namespace SegmentationML.Core.Governance;

/// <summary>The rules for what people type into records that last: names, lines and longer texts.</summary>
/// <remarks>Control characters, characters that turn the direction of writing, unpaired surrogates and forms that look alike but differ are refused, so that what is read is what was written.</remarks>
public static class GovernedText
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 100;

    /// <summary>The longest line.</summary>
    public const int LongestLine = 300;

    /// <summary>The longest text.</summary>
    public const int LongestText = 4000;

    /// <summary>Checks a name: 1 to 100 characters on one line.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="value">The name.</param>
    public static IEnumerable<Problem> Name(string what, string? value) => Check(what, value, 1, LongestName, lines: false);

    /// <summary>Checks a line: up to 300 characters.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="value">The line.</param>
    /// <param name="required">Whether it may not be empty.</param>
    public static IEnumerable<Problem> Line(string what, string? value, bool required = false) => Check(what, value, required ? 1 : 0, LongestLine, lines: false);

    /// <summary>Checks a text: up to 4,000 characters on any number of lines.</summary>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="value">The text.</param>
    public static IEnumerable<Problem> Text(string what, string? value) => Check(what, value, 0, LongestText, lines: true);

    /// <summary>A value as a message may show it: cut, with everything that is not plain text escaped.</summary>
    /// <param name="value">Any text.</param>
    public static string Shown(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = new StringBuilder();
        foreach (var c in value.Length <= 80 ? value : value[..80] + "…")
        {
            _ = char.IsControl(c) || char.IsSurrogate(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : text.Append(c);
        }

        return text.ToString();
    }

    private static IEnumerable<Problem> Check(string what, string? value, int shortest, int longest, bool lines)
    {
        var text = value ?? "";
        if (Wrong(text, shortest, longest, lines) is { } wrong)
        {
            yield return new Problem("SEG-GOV-001", $"{what} is '{Shown(text)}': {wrong}.", $"Give {shortest} to {longest} plain characters{(lines ? "" : " on one line")}.");
        }
    }

    private static string? Wrong(string text, int shortest, int longest, bool lines)
    {
        if (text.Length < shortest)
        {
            return "it is empty";
        }

        if (text.Length > longest)
        {
            return $"it has {text.Length:N0} characters";
        }

        if (text.Trim() != text)
        {
            return "it begins or ends with a space";
        }

        return WrongCharacter(text, lines);
    }

    private static string? WrongCharacter(string text, bool lines)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c))
            {
                return "it holds half a character (an unpaired surrogate)";
            }
            else if (char.IsControl(c) && !(lines && c is '\n' or '\t') || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return $"it holds the character U+{(int)c:X4}, which cannot be seen";
            }
            else if (c is >= '\u0300' and <= '\u036F' && i > 0 && char.IsAsciiLetter(text[i - 1]))
            {
                return $"its accent U+{(int)c:X4} is written apart from its letter (it is not in Unicode's form C)";
            }
        }

        return null;
    }
}
