using System.Text.RegularExpressions;

namespace SegmentationML.Core.Governance.People;

/// <summary>Who may do what: <c>people.yaml</c> beside <c>pipelines/</c> and <c>models/</c>. Without such a file everyone has every role, and decisions say so.</summary>
public sealed partial record PeopleDirectory
{
    /// <summary>The directory where no file declares one.</summary>
    public static PeopleDirectory Everyone { get; } = new() { People = new Dictionary<string, Person>(StringComparer.Ordinal), IsDeclared = false };

    /// <summary>The persons by the name under which they act (<c>--by</c>).</summary>
    public required IReadOnlyDictionary<string, Person> People { get; init; }

    /// <summary>False where there is no file: then nobody's rights are checked.</summary>
    public bool IsDeclared { get; private init; } = true;

    /// <summary>All roles that somebody has, sorted; null where nobody's rights are checked.</summary>
    public IReadOnlyList<string>? Roles => IsDeclared ? [.. People.Values.SelectMany(p => p.Roles).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null;

    /// <summary>The roles that a person has on a day, as deputy of others included; empty for a name that is not known; null where nobody's rights are checked.</summary>
    /// <param name="name">The name under which the person acts.</param>
    /// <param name="day">The day, UTC.</param>
    public IReadOnlyCollection<string>? RolesOf(string name, DateOnly day)
        => IsDeclared ? [.. Held(name, day).Select(h => h.Role).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null;

    /// <summary>Whether a person may act in one of several roles on a day, and as whom; for evidence.</summary>
    /// <param name="name">The name under which the person acts.</param>
    /// <param name="roles">The roles, one of which is needed; empty when anyone who is known may act.</param>
    /// <param name="day">The day, UTC.</param>
    /// <returns>The words for the record, such as <c>owner</c> or <c>owner, for maria</c>; null when the person may not.</returns>
    public string? Authority(string name, IReadOnlyCollection<string> roles, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(roles);
        if (!IsDeclared)
        {
            return "no people.yaml: everyone has every role";
        }

        if (!People.ContainsKey(name))
        {
            return null;
        }

        if (roles.Count == 0)
        {
            return "anyone";
        }

        return Held(name, day).Where(h => roles.Contains(h.Role, StringComparer.Ordinal)).Select(h => h.For is null ? h.Role : $"{h.Role}, for {h.For}").FirstOrDefault();
    }

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        foreach (var twins in People.Keys.GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
        {
            yield return new Problem("SEG-PPL-001", $"people.yaml: {string.Join(" and ", twins.Select(t => $"'{GovernedText.Shown(t)}'"))} differ in case only.", "Give each person one name.");
        }

        foreach (var problem in People.SelectMany(p => Validate(p.Key, p.Value)))
        {
            yield return problem;
        }
    }

    private IEnumerable<Problem> Validate(string name, Person person)
    {
        foreach (var problem in GovernedText.Name("people.yaml: a person's name", name))
        {
            yield return problem;
        }

        foreach (var role in person.Roles.Where(r => !RoleRule().IsMatch(r)))
        {
            yield return new Problem("SEG-PPL-002", $"people.yaml: '{GovernedText.Shown(role)}' of '{GovernedText.Shown(name)}' is no name for a role.", "Use 1 to 40 lower-case letters, digits and hyphens, beginning with a letter.");
        }

        foreach (var deputy in person.Deputies)
        {
            if (!People.ContainsKey(deputy.Person) || deputy.Person == name)
            {
                yield return new Problem("SEG-PPL-003", $"people.yaml: the deputy of '{GovernedText.Shown(name)}' is '{GovernedText.Shown(deputy.Person)}', {(deputy.Person == name ? "the person itself" : "who is not listed")}.", "Name another person of the file.");
            }

            if (deputy.From >= deputy.To)
            {
                yield return new Problem("SEG-PPL-004", $"people.yaml: '{GovernedText.Shown(deputy.Person)}' stands in for '{GovernedText.Shown(name)}' from {deputy.From:yyyy-MM-dd} to {deputy.To:yyyy-MM-dd}, which is no day.", "Set to: to the first day on which it is over.");
            }
        }
    }

    /// <summary>Own roles first, then those of persons for whom the one stands in, by name. A deputy does not hand on: only a person's own roles pass.</summary>
    private IEnumerable<(string Role, string? For)> Held(string name, DateOnly day)
        => People.TryGetValue(name, out var person)
            ? person.Roles.Select(r => (r, (string?)null)).Concat(
                from absent in People.OrderBy(p => p.Key, StringComparer.Ordinal)
                where absent.Value.Deputies.Any(d => d.Person == name && d.HoldsOn(day))
                from role in absent.Value.Roles
                select (role, (string?)absent.Key))
            : [];

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RoleRule();
}
