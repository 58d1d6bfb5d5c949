using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.Alerts;

/// <summary>A condition on one label, written as <c>kind = drift</c>: <c>=</c> and <c>!=</c> compare, <c>=~</c> and <c>!~</c> match the whole text with a regular expression. A label that is not there is empty.</summary>
public sealed partial class AlertMatcher
{
    private const int MostRemembered = 1_000;

    // Reading a pattern takes a thousand times as long as matching it, and each look at the alerts asks for the same ones.
    private static readonly ConcurrentDictionary<string, AlertMatcher?> Known = new(StringComparer.Ordinal);
    private readonly Regex? _pattern;
    private readonly bool _negated;

    private AlertMatcher(string label, string sign, string value)
    {
        (Label, Sign, Value) = (label, sign, value);
        _negated = sign[0] == '!';
        _pattern = sign[1..] == "~" ? new Regex($@"\A(?:{value})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking) : null;
    }

    /// <summary>The label's name.</summary>
    public string Label { get; }

    /// <summary>=, !=, =~ or !~.</summary>
    public string Sign { get; }

    /// <summary>The text or pattern.</summary>
    public string Value { get; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">Such as <c>pipeline =~ online-.*</c>; the value may stand in double quotes.</param>
    /// <returns>Null when it cannot be read.</returns>
    public static AlertMatcher? Parse(string text)
    {
        if (Known.Count >= MostRemembered)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(text ?? "", Read);
    }

    private static AlertMatcher? Read(string text)
    {
        var match = Form().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var value = match.Groups["value"].Value.Trim();
        value = value is ['"', .. var inner, '"'] ? inner : value;
        try
        {
            return new AlertMatcher(match.Groups["label"].Value, match.Groups["sign"].Value, value);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null; // Not a regular expression, or one that would need to look back.
        }
    }

    /// <summary>Reads conditions that were validated.</summary>
    /// <param name="texts">The conditions.</param>
    public static IReadOnlyList<AlertMatcher> ParseAll(IEnumerable<string> texts) => [.. texts.Select(t => Parse(t) ?? throw new ProblemException(Wrong("A matcher", t)))];

    /// <summary>Lists what is wrong with conditions.</summary>
    /// <param name="where">Where they stand, for the message.</param>
    /// <param name="texts">The conditions.</param>
    public static IEnumerable<Problem> Validate(string where, IEnumerable<string> texts) => texts.Where(t => Parse(t) is null).Select(t => Wrong(where, t));

    /// <summary>Whether labels meet the condition.</summary>
    /// <param name="labels">The labels of an alert.</param>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var text = AlertLabels.Of(labels, Label);
        return (_pattern is null ? text == Value : _pattern.IsMatch(text)) != _negated;
    }

    /// <summary>Whether labels meet all of several conditions.</summary>
    /// <param name="matchers">The conditions; none are met by all labels.</param>
    /// <param name="labels">The labels of an alert.</param>
    public static bool AllMatch(IReadOnlyList<AlertMatcher> matchers, IReadOnlyDictionary<string, string> labels)
    {
        ArgumentNullException.ThrowIfNull(matchers);
        return matchers.All(m => m.Matches(labels));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Label}{Sign}\"{Value}\"";

    private static Problem Wrong(string where, string text)
        => new("SEG-ALRT-001", $"{where} holds '{GovernedText.Shown(text ?? "")}', which is no condition on a label.", "Write label, sign and text, such as `kind = drift` or `pipeline =~ online-.*`; signs are =, !=, =~ and !~, and a pattern may not look back.");

    [GeneratedRegex(@"\A\s*(?<label>[a-z_][a-z0-9_]{0,39})\s*(?<sign>=~|!~|!=|=)(?<value>[^\r\n]{0,300})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
