using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.Audit;

/// <summary>Something that happened and that the audit chain records.</summary>
/// <remarks>
/// A fact named <c>now.NAME</c> states what holds from then on, empty for what holds no longer: replaying all entries in order, the last such fact for an area (the kind's first word), a subject and a
/// name rebuilds the present state, without any code per kind.
/// </remarks>
/// <param name="Kind">Dotted words: area and what happened, such as <c>version.published</c>.</param>
/// <param name="Subject">What it happened to: a pipeline, a run, a case; never a person's data in clear.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Facts">What else is to be proven later: short texts by name; no secrets.</param>
public sealed partial record AuditEvent(string Kind, string Subject, string Actor, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>How the name of a fact begins that states what holds from then on.</summary>
    public const string StatePrefix = "now.";

    /// <summary>The actor of what the program does by itself, such as mending what a crash left.</summary>
    public const string Program = "segml";

    private const int MostFacts = 64;

    /// <summary>An event with facts as pairs; those without a value are left out.</summary>
    public static AuditEvent Of(string kind, string subject, string actor, params ReadOnlySpan<(string Name, string? Value)> facts)
    {
        var known = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in facts)
        {
            if (value is not null)
            {
                known.Add(name, value);
            }
        }

        return new AuditEvent(kind, subject, actor, known);
    }

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (!KindRule().IsMatch(Kind))
        {
            yield return new Problem("SEG-AUD-001", $"'{GovernedText.Shown(Kind)}' is no kind of event.", "Write two or more words of lower-case letters, digits and hyphens, joined by dots.");
        }

        foreach (var problem in GovernedText.Line("The subject of an event", Subject, required: true).Concat(GovernedText.Name("The actor of an event", Actor)))
        {
            yield return problem;
        }

        if (Facts.Count > MostFacts)
        {
            yield return new Problem("SEG-AUD-001", $"An event of kind {Kind} has {Facts.Count} facts.", $"State at most {MostFacts}.");
        }

        foreach (var (name, value) in Facts)
        {
            if (!FactRule().IsMatch(name))
            {
                yield return new Problem("SEG-AUD-001", $"'{GovernedText.Shown(name)}' is no name of a fact.", "Use up to 100 letters, digits, dots, hyphens and underscores.");
            }

            foreach (var problem in GovernedText.Text($"The fact {name} of an event", value))
            {
                yield return problem;
            }
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}(\.[a-z][a-z0-9-]{0,31}){1,3}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KindRule();

    [GeneratedRegex(@"\A[a-zA-Z0-9_.-]{1,100}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FactRule();
}
