using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;

namespace SegmentationML.Storage.Ledger;

/// <summary>The audit chain of a workspace, to look at and to verify; it grows only with the changes that it records.</summary>
public sealed class AuditLog
{
    private readonly LedgerDatabase _database;

    internal AuditLog(LedgerDatabase database) => _database = database;

    /// <summary>The newest entries that fit, oldest of them first.</summary>
    /// <param name="filter">Which.</param>
    public IReadOnlyList<AuditEntry> Find(AuditFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ProblemException.ThrowIfAny(filter.Validate());
        return _database.Read(connection => AuditRows.Find(connection, filter));
    }

    /// <summary>Walks along the whole chain, and compares what a replay of it rebuilds with what the ledger's tables say; all in one view of the ledger.</summary>
    /// <param name="anchor">A head that was exported earlier; null without one.</param>
    public AuditVerdict Verify(string? anchor = null)
        => _database.Read(connection =>
        {
            var (verifier, replay) = (new AuditVerifier(anchor), new AuditReplay());
            foreach (var page in AuditRows.Pages(connection))
            {
                foreach (var (entry, digest) in page.AsParallel().AsOrdered().Select(e => (e, e.Digest())))
                {
                    if (verifier.Take(entry, digest))
                    {
                        replay.Take(entry);
                    }
                }
            }

            var head = AuditRows.Head(connection);
            var findings = verifier.End(head?.Sequence ?? 0, head?.Hash ?? AuditEntry.Beginning);
            return new AuditVerdict(verifier.Entries, verifier.Head, replay.States.Count, [.. findings, .. replay.Compare(LedgerStates.Of(connection))]);
        });

    /// <summary>Writes all entries, one line of canonical JSON each.</summary>
    /// <param name="write">Receives each line, in order.</param>
    /// <returns>The number of entries, and the head to keep elsewhere.</returns>
    public (long Entries, string Head) Export(Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return _database.Read(connection =>
        {
            var (entries, head) = (0L, AuditEntry.Beginning);
            foreach (var entry in AuditRows.Pages(connection).SelectMany(page => page))
            {
                write(entry.ToJson());
                (entries, head) = (entries + 1, entry.Hash);
            }

            return (entries, head);
        });
    }
}
