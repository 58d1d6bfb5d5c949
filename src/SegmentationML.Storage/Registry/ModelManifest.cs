using System.Text;
using System.Text.Json;
using SegmentationML.Core.Governance;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Registry;

/// <summary>What <c>manifest.json</c> of a registered version holds.</summary>
/// <param name="Format">The manifest's own format; 1.</param>
/// <param name="Content">The same for the same input.</param>
/// <param name="Commit">When and by what the version came about.</param>
internal sealed record ModelManifest(int Format, ModelContent Content, ModelCommit Commit)
{
    /// <summary>The file's name in a version's folder.</summary>
    public const string FileName = "manifest.json";

    /// <summary>The format that this program writes and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The canonical text of a content: what the digest is taken over, and what the ledger keeps.</summary>
    public static string Canonical(ModelContent content) => Encoding.UTF8.GetString(CanonicalJson.Of(JsonSerializer.SerializeToElement(content, ModelJson.Default.ModelContent)));

    /// <summary>A content from its canonical text.</summary>
    public static ModelContent ParseContent(string canonical) => JsonSerializer.Deserialize(canonical, ModelJson.Default.ModelContent)!;

    /// <summary>The file's bytes for a registered version.</summary>
    /// <param name="row">The version.</param>
    public static byte[] Bytes(ModelRow row) => ManifestFile.Bytes(CurrentFormat, row.Content, JsonSerializer.SerializeToNode(row.Commit, ModelJson.Default.ModelCommit)!.AsObject());

    /// <summary>Reads a manifest and checks that the digest in it is that of its content as written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="canonicalContent">The canonical text of its content.</param>
    /// <exception cref="InvalidDataException">It is no manifest, or its content was changed.</exception>
    public static ModelManifest Read(string path, out string canonicalContent)
    {
        var manifest = ManifestFile.Read(path, ModelJson.Default.ModelManifest, out canonicalContent);
        return manifest.Format <= CurrentFormat && CanonicalJson.DigestOf(canonicalContent) == manifest.Commit.ContentDigest
            ? manifest
            : throw new InvalidDataException($"'{path}' is of another format than {CurrentFormat}, or names another content digest than that of its content");
    }
}
