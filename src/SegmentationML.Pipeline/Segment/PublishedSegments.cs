using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Finds the versions of other pipelines whose segments a model reads.</summary>
internal static class PublishedSegments
{
    /// <summary>The versions in use, by pipeline; a pipeline without one is refused.</summary>
    /// <param name="definitions">The pipeline that reads them.</param>
    /// <param name="snapshots">The versions.</param>
    /// <exception cref="ProblemException">A pipeline has no version, or one publishes persons under pseudonyms and the other does not.</exception>
    public static IReadOnlyDictionary<string, Snapshot> Of(Definitions definitions, ISnapshotStore snapshots)
    {
        var versions = Of(definitions.Model, snapshots);
        var persons = definitions.Classes.Persons;
        ProblemException.ThrowIfAny(versions.SelectMany(v => v.Value.Content.Entity.Intersect(definitions.Pipeline.Entity, StringComparer.Ordinal)
            .Where(c => persons.Contains(c, StringComparer.Ordinal) != PersonKey.PersonsOf(v.Value.Content).Contains(c, StringComparer.Ordinal))
            .Select(c => new Problem(
                "SEG-PRIV-006",
                $"'{v.Key}' publishes {c} {(persons.Contains(c, StringComparer.Ordinal) ? "in clear" : "under pseudonyms")} in version {v.Value.Commit.Version}, and '{definitions.Pipeline.Name}' does not: no entity would be found in the other.",
                $"Classify {c} alike in the contracts of both, and run '{v.Key}' again."))));
        return versions;
    }

    private static Dictionary<string, Snapshot> Of(ModelDefinition model, ISnapshotStore snapshots)
        => model.PipelinesRead().ToDictionary(p => p, p => snapshots.Current(p) ?? throw new ProblemException(new Problem(
            "SEG-SEGM-132", $"Model {model.Name} reads the segments of '{p}', which has no version in this workspace.", $"Publish one with `segml run {p}`.")), StringComparer.Ordinal);
}
