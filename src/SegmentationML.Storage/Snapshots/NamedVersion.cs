namespace SegmentationML.Storage.Snapshots;

/// <summary>A name of a version.</summary>
/// <param name="Kind"><see cref="NameRows.Alias"/> or <see cref="NameRows.Tag"/>.</param>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
internal sealed record NamedVersion(string Kind, string Name, long Version);
