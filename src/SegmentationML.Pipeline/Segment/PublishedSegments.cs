using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Finds the versions of other pipelines whose segments a model reads.</summary>
internal static class PublishedSegments
{
    /// <summary>The versions in use, by pipeline; a pipeline without one is refused.</summary>
    public static IReadOnlyDictionary<string, Snapshot> Of(ModelDefinition model, ISnapshotStore snapshots)
        => model.PipelinesRead().ToDictionary(p => p, p => snapshots.Current(p) ?? throw new ProblemException(new Problem(
            "SEG-SEGM-132", $"Model {model.Name} reads the segments of '{p}', which has no version in this workspace.", $"Publish one with `segml run {p}`.")), StringComparer.Ordinal);
}
