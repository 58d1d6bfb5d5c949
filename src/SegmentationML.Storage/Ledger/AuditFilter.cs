using SegmentationML.Core;
using SegmentationML.Core.Governance;

namespace SegmentationML.Storage.Ledger;

/// <summary>Which entries of the audit chain are asked for.</summary>
public sealed record AuditFilter
{
    private const int MostEntries = 1_000_000;

    /// <summary>Only this kind, or an area: <c>version</c> is all of <c>version.published</c>, <c>version.expired</c> …</summary>
    public string? Kind { get; init; }

    /// <summary>Only of this subject.</summary>
    public string? Subject { get; init; }

    /// <summary>Only by this actor.</summary>
    public string? Actor { get; init; }

    /// <summary>Only from this day (UTC) on.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only before this day (UTC).</summary>
    public DateOnly? To { get; init; }

    /// <summary>The newest so many. Default 50.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (Limit is < 1 or > MostEntries)
        {
            yield return new Problem("SEG-AUD-009", $"{Limit} entries are asked for.", $"Ask for 1 to {MostEntries:N0}.");
        }

        if (From >= To)
        {
            yield return new Problem("SEG-AUD-009", $"The days {From:yyyy-MM-dd} to {To:yyyy-MM-dd} hold nothing.", "The second day is the first that no longer counts.");
        }

        foreach (var problem in GovernedText.Line("The kind asked for", Kind).Concat(GovernedText.Line("The subject asked for", Subject)).Concat(GovernedText.Line("The actor asked for", Actor)))
        {
            yield return problem;
        }
    }
}
