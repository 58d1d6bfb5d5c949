namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>One of the two versions of a diff.</summary>
/// <param name="Version">Its number.</param>
/// <param name="AsOf">Its cut-off.</param>
/// <param name="SchemaVersion">Version of its tables' schemas.</param>
/// <param name="ContentDigest">SHA-256 of its content.</param>
public sealed record DiffSide(long Version, DateOnly AsOf, string SchemaVersion, string ContentDigest);
