namespace SegmentationML.Pipeline.Ports;

/// <summary>The manifest's <c>content</c> part of a registered model version.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Identity">SHA-256 over definition and fitted parameters, lower-case hex: the same of both is the same version.</param>
/// <param name="DefinitionVersion">Digest of the definition alone, 12 hex digits, as <c>segmentation.json</c> of published versions has it.</param>
/// <param name="Pipeline">The pipeline whose run fitted it first.</param>
/// <param name="AsOf">The cut-off of that run: it was fitted on data before this day.</param>
/// <param name="Producer">Program and version.</param>
/// <param name="RequestDigest">SHA-256 over pipeline, model, contracts and feature SQL as effective in that run.</param>
/// <param name="Inputs">The source files by content.</param>
/// <param name="Contracts">The contracts that the data was checked against.</param>
/// <param name="Files">Every file of the version but the manifest, by name.</param>
public sealed record ModelContent(
    string Model,
    string Identity,
    string DefinitionVersion,
    string Pipeline,
    DateOnly AsOf,
    string Producer,
    string RequestDigest,
    IReadOnlyList<SnapshotInput> Inputs,
    IReadOnlyList<SnapshotContract> Contracts,
    IReadOnlyList<SnapshotFile> Files);
