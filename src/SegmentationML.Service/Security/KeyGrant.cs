using System.Text.RegularExpressions;
using SegmentationML.Core;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Security;

/// <summary>What a new key is to open.</summary>
public sealed partial record KeyGrant
{
    private const int MostLimits = 20;
    private const int MostValues = 200;

    /// <summary>Scopes beside those that the roles bring.</summary>
    public IReadOnlyCollection<Scope> Scopes { get; init; } = [];

    /// <summary>Roles. A key without one sees every class of columns.</summary>
    public IReadOnlyCollection<Role> Roles { get; init; } = [];

    /// <summary>Classes of columns that it sees beside those of its roles; <c>*</c> for all but personal ones. Given without a role, it sees these alone.</summary>
    public IReadOnlyCollection<string> Sees { get; init; } = [];

    /// <summary>The rows that it sees; empty for all.</summary>
    public IReadOnlyCollection<RowLimit> Rows { get; init; } = [];

    /// <summary>The scopes of roles and scopes together.</summary>
    internal IReadOnlyList<Scope> AllScopes => [.. Scopes.Concat(Roles.SelectMany(RoleBook.ScopesOf)).Distinct().Order()];

    /// <summary>Reads a limit as people write it: <c>site_id=DE01,FR02</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ProblemException">It is none.</exception>
    public static RowLimit ParseLimit(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            ? new RowLimit(text[..equals].Trim(), [.. text[(equals + 1)..].Split(',', StringSplitOptions.TrimEntries)])
            : throw new ProblemException(new Problem("SEG-SRV-039", $"'{text}' limits no rows.", "Write a column and its values, such as site_id=DE01,FR02."));
    }

    /// <summary>Lists everything that is wrong.</summary>
    internal IEnumerable<Problem> Validate()
    {
        if (AllScopes.Count == 0)
        {
            yield return new Problem("SEG-SRV-039", "The key would hold no scope.", $"Give one or more of {string.Join(", ", Enum.GetValues<Scope>().Select(KeyRing.Word))}, or a role.");
        }

        foreach (var seen in Sees.Where(c => c != RoleBook.Everything && !Word().IsMatch(c)))
        {
            yield return new Problem("SEG-SRV-039", $"'{seen}' is no class of columns.", "Write a word as contracts have it under classification, such as financial; or * for all but personal ones.");
        }

        foreach (var limit in Rows.Where(r => !Word().IsMatch(r.Column) || r.Values.Count is 0 or > MostValues || r.Values.Any(v => v.Length is 0 or > 200 || v.Any(char.IsControl))))
        {
            yield return new Problem("SEG-SRV-039", $"'{(limit.Column.Length <= 80 ? limit.Column : limit.Column[..80] + "…")}' limits rows by no column, or by none or more than {MostValues} values.", "Write a column of the assignments and its values, such as site_id=DE01,FR02.");
        }

        if (Rows.Count > MostLimits)
        {
            yield return new Problem("SEG-SRV-039", $"The key would have {Rows.Count} limits of rows.", $"Give at most {MostLimits}.");
        }

        if (AllScopes.Contains(Scope.Admin) && (Rows.Count > 0 || (Sees.Count > 0 && !Roles.Contains(Role.Admin))))
        {
            yield return new Problem("SEG-SRV-039", "A key that makes keys cannot be limited to rows or columns: it could make itself another one.", "Leave the limits out, or choose another role.");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_.-]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
