namespace SegmentationML.Notebooks.Client;

/// <summary>A registered version of a model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version.</param>
/// <param name="Identity">Digest of definition and fitted parameters.</param>
/// <param name="AsOf">It was fitted on data before this day.</param>
/// <param name="Registered">UTC.</param>
/// <param name="Removed">When its files were removed; null while they are there.</param>
/// <param name="Aliases">Aliases that point to it.</param>
/// <param name="Published">The published versions that were made with it.</param>
public sealed record ServiceModelVersion(string Model, long Version, string Identity, DateOnly AsOf, DateTimeOffset Registered, DateTimeOffset? Removed, IReadOnlyList<string> Aliases, IReadOnlyList<string> Published);
