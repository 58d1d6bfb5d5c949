using System.Text.Json;
using SegmentationML.Core.Governance;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>What <c>manifest.json</c> holds.</summary>
/// <param name="Format">The manifest's own format; 1.</param>
/// <param name="Content">The same for the same input.</param>
/// <param name="Commit">When and by what the version came about.</param>
internal sealed record Manifest(int Format, SnapshotContent Content, SnapshotCommit Commit)
{
    /// <summary>The file's name in a version's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this program writes and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The canonical text of a content: what the digest is taken over, and what the ledger keeps.</summary>
    /// <param name="content">The content.</param>
    public static byte[] CanonicalContent(SnapshotContent content)
        => CanonicalJson.Of(JsonSerializer.SerializeToElement(content, ManifestJson.Default.SnapshotContent));

    /// <summary>A content from its canonical text.</summary>
    /// <param name="canonical">What <see cref="CanonicalContent"/> made.</param>
    public static SnapshotContent ParseContent(string canonical) => JsonSerializer.Deserialize(canonical, ManifestJson.Default.SnapshotContent)!;

    /// <summary>The file's bytes for a version: indented, names sorted, the content word by word as it is in the ledger.</summary>
    /// <param name="row">The version.</param>
    /// <param name="older">As it was written before commits told of candidates and rollbacks.</param>
    public static byte[] Bytes(VersionRow row, bool older = false)
    {
        var commit = JsonSerializer.SerializeToNode(row.Commit, ManifestJson.Default.SnapshotCommit)!.AsObject();
        if (older)
        {
            commit.Remove("candidate");
            commit.Remove("restores");
        }

        return ManifestFile.Bytes(CurrentFormat, row.Content, commit);
    }

    /// <summary>Reads a manifest and checks that the digest in it is that of its content as written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="canonicalContent">The canonical text of its content.</param>
    /// <exception cref="InvalidDataException">It is no manifest, or its content was changed.</exception>
    public static Manifest Read(string path, out string canonicalContent)
    {
        var manifest = ManifestFile.Read(path, ManifestJson.Default.Manifest, out canonicalContent);
        if (manifest.Format > CurrentFormat)
        {
            throw new InvalidDataException($"'{path}' has format {manifest.Format}, and this program knows formats up to {CurrentFormat}");
        }

        return CanonicalJson.DigestOf(canonicalContent) == manifest.Commit.ContentDigest
            ? manifest
            : throw new InvalidDataException($"'{path}' names another content digest than that of its content");
    }
}
