namespace SegmentationML.Notebooks.Client;

/// <summary>A published version of a service.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Parent">The version that it followed.</param>
/// <param name="AsOf">Its cut-off.</param>
/// <param name="Published">UTC.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Entities">How many it holds.</param>
/// <param name="ContentDigest">The same content has the same digest.</param>
public sealed record ServiceVersion(long Version, long? Parent, DateOnly AsOf, DateTimeOffset Published, string Run, long Entities, string ContentDigest);
