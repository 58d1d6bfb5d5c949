using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish;

/// <summary>The way from an assignment back to the digests of what it was made from.</summary>
/// <param name="Key">The entity's key.</param>
/// <param name="Pipeline">The pipeline.</param>
/// <param name="Version">The version that holds the assignment.</param>
/// <param name="Parent">The version before it, whose segments the hysteresis started from; null for the first.</param>
/// <param name="ContentDigest">SHA-256 over the version's content.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Published">When.</param>
/// <param name="Producer">Program and version.</param>
/// <param name="AsOf">The cut-off.</param>
/// <param name="Files">The files that hold the assignment.</param>
/// <param name="Model">The model.</param>
/// <param name="DefinitionDigest">SHA-256 over pipeline, model, contracts and feature SQL as effective in the run.</param>
/// <param name="Contracts">The contracts that the data passed.</param>
/// <param name="Features">The drivers' origins; null when the definition at hand is not the one of the run.</param>
/// <param name="Inputs">The source files.</param>
public sealed record EntityLineage(
    string Key,
    string Pipeline,
    long Version,
    long? Parent,
    string ContentDigest,
    string Run,
    DateTimeOffset Published,
    string Producer,
    DateOnly AsOf,
    IReadOnlyList<SnapshotFile> Files,
    string Model,
    string DefinitionDigest,
    IReadOnlyList<SnapshotContract> Contracts,
    IReadOnlyList<FeatureOrigin>? Features,
    IReadOnlyList<SnapshotInput> Inputs)
{
    /// <summary>The lineage of an entity of a version.</summary>
    /// <param name="snapshot">The version.</param>
    /// <param name="key">The entity's key.</param>
    /// <param name="drivers">Its drivers.</param>
    /// <param name="definitions">The pipeline as it is defined now; null when it cannot be read.</param>
    public static EntityLineage Of(Snapshot snapshot, string key, IEnumerable<string> drivers, Definitions? definitions)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var (content, commit) = (snapshot.Content, snapshot.Commit);
        var isSame = definitions is not null && new[] { "", $"{content.AsOf:yyyy-MM-dd}" }.Any(asOf => SegmentationRun.RequestDigest(definitions, asOf) == content.DefinitionDigest);
        return new EntityLineage(
            key, snapshot.Pipeline, commit.Version, commit.Parent, commit.ContentDigest, commit.Run, commit.Time, content.Producer, content.AsOf,
            [.. content.Files.Where(f => Path.GetFileNameWithoutExtension(f.Name) == "assignments")],
            content.Model, content.DefinitionDigest, content.Contracts, isSame ? OriginsOf(definitions!, drivers) : null, content.Inputs);
    }

    private static FeatureOrigin[] OriginsOf(Definitions definitions, IEnumerable<string> drivers)
    {
        var origins = ColumnOrigins.Of(definitions).ToLookup(o => o.Column, o => $"{o.Source}.{o.Field}", StringComparer.Ordinal);
        return [.. drivers.Order(StringComparer.Ordinal).Select(driver =>
        {
            var group = definitions.FeatureGroups.FirstOrDefault(g => g.Columns.Any(c => c.Name == driver));
            return new FeatureOrigin(driver, group?.Name, group is null ? null : StepKey.OfText(group.Query), [.. origins[driver].Distinct(StringComparer.Ordinal)]);
        })];
    }
}
