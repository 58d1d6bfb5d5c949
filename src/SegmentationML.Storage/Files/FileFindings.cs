using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Files;

/// <summary>Compares the files of a folder with a list of lengths and digests.</summary>
internal static class FileFindings
{
    /// <summary>What of the listed files does not fit, in the order of the list.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="folder">Where they lie.</param>
    /// <param name="expected">The list.</param>
    public static IEnumerable<string> Of(IFiles files, string folder, IReadOnlyList<SnapshotFile> expected)
        => FileDigest.ForEach([.. expected.Select(f => f.Name)], name => Finding(files, folder, expected.First(f => f.Name == name))).OfType<string>();

    /// <summary>The names of what lies there and should not, in order.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="manifest">The manifest, which is not in the list.</param>
    /// <param name="expected">The list.</param>
    public static IEnumerable<string> Unknown(string folder, string manifest, IReadOnlyList<SnapshotFile> expected)
        => Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(e => e.Name).Except([manifest, .. expected.Select(f => f.Name)], StringComparer.Ordinal).Order(StringComparer.Ordinal)
            : [];

    private static string? Finding(IFiles files, string folder, SnapshotFile expected)
    {
        var file = SafePath.IsBare(expected.Name) ? new FileInfo(Path.Combine(folder, expected.Name)) : null;
        if (file is not { Exists: true, LinkTarget: null })
        {
            return $"'{expected.Name}' is missing";
        }

        if (file.Length != expected.Bytes)
        {
            return $"'{expected.Name}' has {file.Length:N0} bytes, published were {expected.Bytes:N0}";
        }

        try
        {
            var found = FileDigest.Of(files, file.FullName);
            return found == expected ? null : $"'{expected.Name}' has SHA-256 {found.Sha256}, published was {expected.Sha256}";
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            return $"'{expected.Name}' cannot be read: {e.Message.TrimEnd('.')}";
        }
    }
}
