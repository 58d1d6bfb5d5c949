using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.Alerts;

/// <summary>The labels of an alert: short texts by name, which say what it is about, so that the same matter has the same labels whenever it is found. A label that is not there counts as empty.</summary>
public static partial class AlertLabels
{
    /// <summary>The rule's kind, such as <c>run-failed</c>.</summary>
    public const string Kind = "kind";

    /// <summary>The pipeline.</summary>
    public const string Pipeline = "pipeline";

    /// <summary>info, warning or critical.</summary>
    public const string Severity = "severity";

    /// <summary>The driver that drifted.</summary>
    public const string Driver = "driver";

    /// <summary>The override that ends.</summary>
    public const string Override = "override";

    /// <summary>A label's text; empty when it is not there.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="name">Its name.</param>
    public static string Of(IReadOnlyDictionary<string, string> labels, string name)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.TryGetValue(name, out var text) ? text : "";
    }

    /// <summary>The name of an alert by which it is found again: 16 hexadecimal digits of the SHA-256 over its labels in order of their names.</summary>
    /// <param name="labels">The labels; empty ones count as missing.</param>
    public static string Fingerprint(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var text = string.Concat(labels.Where(l => l.Value.Length > 0).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key.Length}:{l.Key}{l.Value.Length}:{l.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    /// <summary>Labels for a line, such as <c>kind=drift pipeline=shop</c>.</summary>
    /// <param name="labels">The labels.</param>
    public static string Text(IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return string.Join(' ', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
    }

    /// <summary>A word as labels spell it: <c>RunFailed</c> is <c>run-failed</c>.</summary>
    /// <param name="value">A member of an enumeration.</param>
    public static string Word(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Humps().Replace(value.ToString(), "-$0").ToLowerInvariant();
    }

    /// <summary>Whether a text can be the name of a label.</summary>
    /// <param name="name">The text.</param>
    public static bool IsName(string name) => NameRule().IsMatch(name);

    [GeneratedRegex(@"\A[a-z_][a-z0-9_]{0,39}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NameRule();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Humps();
}
