using System.Text.Json;
using SegmentationML.Core.Governance;

namespace SegmentationML.Storage.Snapshots;

/// <summary>What <c>current.json</c> holds: a hint for programs that read the folder without the ledger.</summary>
/// <param name="Version">The version in use.</param>
/// <param name="Folder">Its folder's name.</param>
/// <param name="ContentDigest">Digest of its content.</param>
/// <param name="Run">The run that published it.</param>
/// <param name="Time">UTC.</param>
internal sealed record CurrentVersion(long Version, string Folder, string ContentDigest, string Run, DateTimeOffset Time)
{
    /// <summary>The file's name in a pipeline's folder.</summary>
    public const string FileName = "current.json";

    /// <summary>The hint to a version.</summary>
    public static CurrentVersion Of(VersionRow row) => new(row.Version, SnapshotFolders.NameOf(row.Version), row.ContentDigest, row.Run, row.Time);

    /// <summary>The file's bytes.</summary>
    public byte[] Bytes() => CanonicalJson.Indented(JsonSerializer.SerializeToElement(this, ManifestJson.Default.CurrentVersion));
}
