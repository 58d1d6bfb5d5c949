using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Core.Governance.People;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Ledger;

/// <summary>The overrides in the ledger: asked for, approved, refused and ended by persons, each change with its entry in the audit chain.</summary>
public sealed class OverrideBook : IOverrideBook
{
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _clock;

    internal OverrideBook(LedgerDatabase database, TimeProvider clock) => (_database, _clock) = (database, clock);

    /// <inheritdoc/>
    public IReadOnlyList<OverrideRecord> List(string? pipeline)
    {
        if (pipeline is not null)
        {
            PipelineName.Require(pipeline);
        }

        return _database.Read(connection => OverrideRows.List(connection, pipeline));
    }

    /// <summary>Asks for an override; it is approved at once when who asks may approve and the rights do not want four eyes.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights.</param>
    public OverrideRecord Add(OverrideRequest request, string by, PeopleDirectory people, OverrideRights rights)
    {
        ArgumentNullException.ThrowIfNull(request);
        PipelineName.Require(request.Pipeline);
        var now = Timestamp.Now(_clock);
        return _database.Write(connection =>
        {
            var published = request with { Keys = [.. request.Keys.Select(k => PersonRows.Published(connection, request.Pipeline, k))] };
            return OverrideRows.Add(connection, number => OverrideRecord.Open(number, published, by, now, people, rights), now);
        });
    }

    /// <summary>Approves or refuses.</summary>
    /// <param name="number">Which.</param>
    /// <param name="approve">True to approve.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights, by pipeline.</param>
    /// <param name="condition">Looks at the record inside the change; it may throw, and then nothing changes.</param>
    public OverrideRecord Decide(long number, bool approve, string by, string note, PeopleDirectory people, Func<string, OverrideRights> rights, Action<OverrideRecord>? condition = null)
        => Change(number, (record, now) => record.Decide(approve, by, note, now, people, rights(record.Request.Pipeline)), by, approve ? "override.approved" : "override.refused", condition);

    /// <summary>Ends one early.</summary>
    /// <param name="number">Which.</param>
    /// <param name="to">The first day on which it holds no longer.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="note">What is said with it.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="rights">The model's rights, by pipeline.</param>
    /// <param name="condition">Looks at the record inside the change; it may throw, and then nothing changes.</param>
    public OverrideRecord End(long number, DateOnly to, string by, string note, PeopleDirectory people, Func<string, OverrideRights> rights, Action<OverrideRecord>? condition = null)
        => Change(number, (record, now) => record.End(to, by, note, now, people, rights(record.Request.Pipeline)), by, "override.ended", condition);

    private OverrideRecord Change(long number, Func<OverrideRecord, DateTimeOffset, OverrideRecord> change, string by, string kind, Action<OverrideRecord>? condition)
    {
        var now = Timestamp.Now(_clock);
        return _database.Write(connection =>
        {
            var record = OverrideRows.Find(connection, number) ?? throw new ProblemException(new Problem("SEG-OVR-010", $"There is no override {number}.", "List them with `segml override list`."));
            condition?.Invoke(record);
            return OverrideRows.Change(connection, change(record, now), kind, by, now);
        });
    }
}
