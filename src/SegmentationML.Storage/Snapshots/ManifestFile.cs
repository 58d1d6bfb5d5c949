using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

using SegmentationML.Core.Governance;
namespace SegmentationML.Storage.Snapshots;

/// <summary>Reads the manifest of a published or registered version: bounded, through no link, strict in every name.</summary>
internal static class ManifestFile
{
    private const int LargestFile = 64 << 20;

    /// <summary>Reads it.</summary>
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
}
