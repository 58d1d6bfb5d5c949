using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using SegmentationML.Core.Governance;

namespace SegmentationML.Storage.Files;

/// <summary>The manifest of a sealed folder, that of a published or of a registered version: how it is written, read and compared with the ledger.</summary>
internal static class ManifestFile
{
    private const int LargestFile = 64 << 20;

    /// <summary>The file's bytes: indented, names sorted, the content word by word as it is in the ledger.</summary>
    /// <param name="format">The manifest's own format.</param>
    /// <param name="canonicalContent">The canonical text of its content.</param>
    /// <param name="commit">When and by what the version came about.</param>
    public static byte[] Bytes(int format, string canonicalContent, JsonObject commit)
    {
        using var content = JsonDocument.Parse(canonicalContent);
        var parts = new JsonObject { ["format"] = format, ["content"] = JsonObject.Create(content.RootElement), ["commit"] = commit };
        using var manifest = JsonDocument.Parse(parts.ToJsonString());
        return CanonicalJson.Indented(manifest.RootElement);
    }

    /// <summary>Reads it: bounded, through no link, strict in every name.</summary>
    /// <typeparam name="T">The manifest's record.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="type">How it is read.</param>
    /// <param name="canonicalContent">The canonical text of its <c>content</c> part, as it stands in the file.</param>
    /// <exception cref="InvalidDataException">It is no manifest.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, out string canonicalContent)
        where T : class
    {
        var file = new FileInfo(path);
        if (file is not { Exists: true, LinkTarget: null } || file.Length > LargestFile)
        {
            throw new InvalidDataException($"'{path}' is missing, a link, or too large for a manifest");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
            var manifest = document.RootElement.Deserialize(type) ?? throw new JsonException("it is null");
            canonicalContent = Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement.GetProperty("content")));
            return manifest;
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidDataException($"'{path}' is no manifest: {e.Message.TrimEnd('.')}", e);
        }
    }

    /// <summary>What does not fit of the ledger's content and of the manifest that was written from it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ledgerContent">The canonical text of the content, as the ledger has it.</param>
    /// <param name="ledgerDigest">The digest that was committed.</param>
    /// <param name="saysTheSame">Reads the file and says whether it says what the ledger says.</param>
    /// <param name="written">The bytes it may have.</param>
    public static IEnumerable<string> Findings(string path, string ledgerContent, string ledgerDigest, Func<string, bool> saysTheSame, IEnumerable<byte[]> written)
    {
        if (CanonicalJson.DigestOf(ledgerContent) != ledgerDigest)
        {
            yield return "the ledger's copy of the content does not have the digest that was committed";
        }

        if (Finding(path, saysTheSame, written) is { } what)
        {
            yield return what;
        }
    }

    private static string? Finding(string path, Func<string, bool> saysTheSame, IEnumerable<byte[]> written)
    {
        try
        {
            return !saysTheSame(path) ? $"{Path.GetFileName(path)} says something else than the ledger"
                : written.Any(bytes => File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) ? null
                : $"{Path.GetFileName(path)} is not as it was written";
        }
        catch (Exception e) when (e is InvalidDataException || FileProblem.Is(e))
        {
            return e.Message.TrimEnd('.');
        }
    }
}
