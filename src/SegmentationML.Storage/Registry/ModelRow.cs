using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Registry;

/// <summary>A registered version as the ledger knows it: this row is the commit.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">1 and up, never reused.</param>
/// <param name="Identity">Digest of definition and fitted parameters.</param>
/// <param name="Run">The run that registered it.</param>
/// <param name="Time">UTC, milliseconds.</param>
/// <param name="ContentDigest">SHA-256 over <paramref name="Content"/>, lower-case hex.</param>
/// <param name="Content">Canonical JSON of the manifest's content.</param>
/// <param name="Removed">When its files were removed.</param>
internal sealed record ModelRow(string Model, long Version, string Identity, string Run, DateTimeOffset Time, string ContentDigest, string Content, DateTimeOffset? Removed)
{
    /// <summary>The manifest's <c>commit</c> part.</summary>
    public ModelCommit Commit => new(Version, Run, Time, ContentDigest);
}
