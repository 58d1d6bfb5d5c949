namespace SegmentationML.Core.Governance.Audit;

/// <summary>Walks along a chain and says where it was edited, cut or put in another order.</summary>
/// <param name="anchor">A hash that was the chain's head once, kept elsewhere; null without one. It finds what no chain can show by itself: entries cut off at the end.</param>
public sealed class AuditVerifier(string? anchor = null)
{
    private const int MostFindings = 100;
    private readonly List<Problem> _findings = [];
    private long _sequence;
    private string? _hash = AuditEntry.Beginning;
    private string _stored = AuditEntry.Beginning;
    private bool _anchored = anchor is null || anchor == AuditEntry.Beginning;
    private long _more;

    /// <summary>Entries seen.</summary>
    public long Entries { get; private set; }

    /// <summary>The stored hash of the last entry.</summary>
    public string Head => _stored;

    /// <summary>Takes the next entry, in order of sequence.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>True when its hash is right, so that what it says can be relied on as far as the chain can.</returns>
    public bool Take(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Take(entry, entry.Digest());
    }

    /// <summary>As <see cref="Take(AuditEntry)"/>, for a caller that computed the digest elsewhere, such as on several processors.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="digest">Its <see cref="AuditEntry.Digest"/>.</param>
    public bool Take(AuditEntry entry, string digest)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Entries++;
        var (whole, gap) = (digest == entry.Hash, entry.Sequence != _sequence + 1);
        var follows = gap || _hash is null || entry.Previous == _hash;
        if (gap)
        {
            Missing(_sequence + 1, entry.Sequence - 1);
        }

        if (!whole)
        {
            Find("SEG-AUD-002", $"Entry {entry.Sequence} ({entry.Kind} of {entry.Subject}, {entry.Time}) was {(follows ? "changed" : "changed, replaced or moved")}: its hash does not fit what it says.");
        }
        else if (!follows)
        {
            Find("SEG-AUD-004", $"Entry {entry.Sequence} ({entry.Kind} of {entry.Subject}, {entry.Time}) does not follow entry {entry.Sequence - 1}: one of the two was replaced.");
        }

        _anchored |= whole && entry.Hash == anchor;
        (_sequence, _stored) = (entry.Sequence, entry.Hash);
        _hash = whole ? entry.Hash : null;
        return whole;
    }

    /// <summary>Ends the walk.</summary>
    /// <param name="sequence">Sequence of the last entry as it was noted apart from the entries; null when there is no note.</param>
    /// <param name="hash">Its hash as noted.</param>
    /// <returns>What is wrong, in order; empty for a chain that is whole.</returns>
    public IReadOnlyList<Problem> End(long? sequence = null, string? hash = null)
    {
        if (sequence > _sequence)
        {
            Missing(_sequence + 1, sequence.Value);
        }
        else if (sequence is not null && (sequence != _sequence || hash != _stored))
        {
            Find("SEG-AUD-005", $"The chain ends with entry {_sequence}, but the ledger noted entry {sequence} as the last or another hash for it.");
        }

        if (!_anchored)
        {
            Find("SEG-AUD-006", $"No entry has the hash {GovernedText.Shown(anchor!)} that was given as an earlier head: entries up to it were cut off or rewritten, or it is the head of another chain.");
        }

        if (_more > 0)
        {
            _findings.Add(new Problem("SEG-AUD-002", $"{_more:N0} more findings of this kind follow.", "Mend the first ones first."));
        }

        return _findings;
    }

    private void Missing(long from, long to)
        => Find("SEG-AUD-003", from == to ? $"Entry {from} is missing." : from < to ? $"Entries {from} to {to} are missing." : $"Entry {to + 1} comes after entry {from - 1}.");

    private void Find(string code, string what)
    {
        if (_findings.Count < MostFindings)
        {
            _findings.Add(new Problem(code, what, "Compare with an export or a backup of the ledger; find out who could write to it."));
        }
        else
        {
            _more++;
        }
    }
}
