namespace SegmentationML.Pipeline.Ports;

/// <summary>The manifest's <c>content</c> part: the same for the same input, so that two runs can be compared by its digest.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Model">The segmentation's name.</param>
/// <param name="Entity">The key's columns.</param>
/// <param name="AsOf">The cut-off: everything is computed from data before this day.</param>
/// <param name="SchemaVersion">Semantic version of the tables' schemas.</param>
/// <param name="Producer">Program and version.</param>
/// <param name="DefinitionDigest">SHA-256 over pipeline, model, contracts and feature SQL as effective in the run.</param>
/// <param name="Inputs">Source files by content.</param>
/// <param name="Contracts">Contracts that the data passed, with versions.</param>
/// <param name="Files">Every file of the version but the manifest, by name.</param>
/// <param name="Tables">Schemas and row counts.</param>
/// <param name="Totals">Named figures that a reader can reconcile, such as <c>net_revenue</c>, as exact decimal texts.</param>
public sealed record SnapshotContent(
    string Pipeline,
    string Model,
    IReadOnlyList<string> Entity,
    DateOnly AsOf,
    string SchemaVersion,
    string Producer,
    string DefinitionDigest,
    IReadOnlyList<SnapshotInput> Inputs,
    IReadOnlyList<SnapshotContract> Contracts,
    IReadOnlyList<SnapshotFile> Files,
    IReadOnlyList<SnapshotTable> Tables,
    IReadOnlyDictionary<string, string> Totals);
