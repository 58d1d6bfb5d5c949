using System.Text.RegularExpressions;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Ports;

/// <summary>The rules for the names of versions: an alias moves from version to version, a tag belongs to one for good.</summary>
/// <remarks>Lower case only, so that no two names differ in case alone; no name can be read as a number, a date, or one of the words that stand for a version by themselves.</remarks>
public static partial class VersionName
{
    /// <summary>The word for the version in use.</summary>
    public const string Current = "current";

    /// <summary>The word for the version with the highest number, whatever its state.</summary>
    public const string Latest = "latest";

    /// <summary>Throws <c>SEG-PUB-012</c> for a name that breaks the rules of aliases.</summary>
    /// <param name="name">The name.</param>
    public static void RequireAlias(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(name, "alias", Alias().IsMatch(name) && IsFree(name), "Use 1 to 63 lower-case letters, digits, hyphens and underscores, beginning with a letter, such as 'champion'");
    }

    /// <summary>Throws <c>SEG-PUB-012</c> for a name that breaks the rules of tags.</summary>
    /// <param name="name">The name.</param>
    public static void RequireTag(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Require(name, "tag", Tag().IsMatch(name) && IsFree(name), "Use 1 to 63 lower-case letters, digits, dots, hyphens and underscores, beginning with a letter or digit, such as '2026-q3'");
    }

    private static bool IsFree(string name) => name is not (Current or Latest) && !Numbered().IsMatch(name);

    private static void Require(string name, string what, bool right, string rule)
    {
        if (!right)
        {
            throw new ProblemException(new Problem("SEG-PUB-012", $"'{Shown(name)}' is no name for {(what == "alias" ? "an alias" : "a tag")}.", $"{rule}; '{Current}', '{Latest}' and 'v' with a number are taken."));
        }
    }

    private static string Shown(string name)
        => string.Concat((name.Length <= 80 ? name : name[..80] + "…").Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate ? $"\\u{(int)c:x4}" : $"{c}"));

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Alias();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9_-])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\Av[0-9]+\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numbered();
}
