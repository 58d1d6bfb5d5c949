using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;

namespace SegmentationML.Pipeline.Report.Collecting;

/// <summary>The versions of the pipeline, and what differs between that of the run and the one before it.</summary>
internal static class VersionFigures
{
    /// <summary>All versions, the latest first.</summary>
    public static List<VersionLine> Lines(ISnapshotStore snapshots, string pipeline) => [.. snapshots.History(pipeline).Reverse().Select(VersionLine.Of)];

    /// <summary>The difference of the published files; null when the run published nothing new, or the first version.</summary>
    public static VersionDiff? Difference(IQueryEngine engine, ISnapshotStore snapshots, RunOutcome outcome)
    {
        if (outcome is not { Published: { IsNew: true } published, Parent: { } parent })
        {
            return null;
        }

        var version = snapshots.Open(parent.Pipeline, published.Version);
        using var before = snapshots.Hold(parent);
        using var after = snapshots.Hold(version);
        return SnapshotDiff.Between(engine, parent, version);
    }
}
