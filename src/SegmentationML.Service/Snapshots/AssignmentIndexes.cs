using System.Collections.Concurrent;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Snapshots;

/// <summary>Indexes of the versions that were asked for lately: one per pipeline stays in memory, that of its newest version asked for, and one older beside it.</summary>
internal sealed class AssignmentIndexes(ISnapshotStore snapshots, TimeProvider clock)
{
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(string Pipeline, long Version), Lazy<AssignmentIndex>> _indexes = new();
    private readonly ConcurrentDictionary<string, (Snapshot? Version, long Moves, long At)> _current = new(StringComparer.Ordinal);

    /// <summary>The version in use; null before the first. What this process put in use is seen at once, what another did within a second.</summary>
    public Snapshot? Current(string pipeline)
    {
        if (_current.TryGetValue(pipeline, out var known) && known.Moves == snapshots.Moves && clock.GetElapsedTime(known.At) < TrustFor)
        {
            return known.Version;
        }

        var (moves, at) = (snapshots.Moves, clock.GetTimestamp());
        var version = snapshots.Current(pipeline);
        _current[pipeline] = (version, moves, at);
        return version;
    }

    /// <summary>The index of a version, loaded once however many ask.</summary>
    public AssignmentIndex Of(Snapshot version)
    {
        var key = (version.Pipeline, version.Commit.Version);
        var index = _indexes.GetOrAdd(key, _ => new Lazy<AssignmentIndex>(() => AssignmentIndex.Load(version)));
        try
        {
            _ = index.Value;
        }
        catch
        {
            _indexes.TryRemove(key, out _); // A damaged file may be restored.
            throw;
        }

        Trim(version);
        return index.Value;
    }

    private void Trim(Snapshot latest)
    {
        var others = _indexes.Keys.Where(k => k.Pipeline == latest.Pipeline && k.Version != latest.Commit.Version).OrderByDescending(k => k.Version).Skip(1).ToArray();
        foreach (var other in others)
        {
            _indexes.TryRemove(other, out _);
        }
    }
}
