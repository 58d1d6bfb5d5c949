using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Aliases and tags in the ledger.</summary>
internal sealed class VersionNames(LedgerDatabase database, TimeProvider clock) : IVersionNames
{
    public long? Point(string pipeline, string alias, long version, string actor, Action<long?>? condition = null)
    {
        VersionName.RequireAlias(alias);
        return Change(pipeline, (connection, now) =>
        {
            RequireThere(connection, pipeline, version);
            var before = NameRows.Find(connection, pipeline, NameRows.Alias, alias);
            condition?.Invoke(before);
            if (before != version)
            {
                NameRows.Set(connection, pipeline, NameRows.Alias, alias, version, now);
                AuditRows.Append(connection, VersionAudit.Named(pipeline, NameRows.Alias, alias, version, before, actor), now);
            }

            return before;
        });
    }

    public void Tag(string pipeline, string tag, long version, string actor)
    {
        VersionName.RequireTag(tag);
        Change(pipeline, (connection, now) =>
        {
            RequireThere(connection, pipeline, version);
            var bearer = NameRows.Find(connection, pipeline, NameRows.Tag, tag);
            if (bearer is { } other && other != version)
            {
                throw new ProblemException(SnapshotProblem.TagTaken(pipeline, tag, other));
            }

            if (bearer is null)
            {
                NameRows.Set(connection, pipeline, NameRows.Tag, tag, version, now);
                AuditRows.Append(connection, VersionAudit.Named(pipeline, NameRows.Tag, tag, version, null, actor), now);
            }

            return bearer;
        });
    }

    public bool Unpoint(string pipeline, string alias, string actor)
    {
        VersionName.RequireAlias(alias);
        return Remove(pipeline, NameRows.Alias, alias, actor);
    }

    public bool Untag(string pipeline, string tag, string actor)
    {
        VersionName.RequireTag(tag);
        return Remove(pipeline, NameRows.Tag, tag, actor);
    }

    private bool Remove(string pipeline, string kind, string name, string actor)
        => Change(pipeline, (connection, now) =>
        {
            var bearer = NameRows.Find(connection, pipeline, kind, name);
            if (bearer is { } version)
            {
                NameRows.Remove(connection, pipeline, kind, name);
                AuditRows.Append(connection, VersionAudit.Named(pipeline, kind, name, null, version, actor), now);
            }

            return bearer;
        }) is not null;

    private long? Change(string pipeline, Func<LedgerConnection, DateTimeOffset, long?> change)
    {
        PipelineName.Require(pipeline);
        var now = Timestamp.Now(clock);
        return database.Write(connection => change(connection, now));
    }

    private static void RequireThere(LedgerConnection connection, string pipeline, long version)
    {
        var row = VersionRows.Find(connection, pipeline, version)
            ?? throw new ProblemException(SnapshotProblem.NotThere(pipeline, version, [.. VersionRows.List(connection, pipeline).Where(r => r.Expired is null).Select(r => r.Version)]));
        if (row.Expired is { } when)
        {
            throw new ProblemException(SnapshotProblem.Expired(pipeline, version, when));
        }
    }
}
