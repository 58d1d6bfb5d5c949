using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Compares what lies in a version's folder with what the ledger committed, byte by byte.</summary>
internal static class SnapshotVerification
{
    /// <summary>All that does not fit, manifest first, then files in order of their names.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="folder">The version's folder.</param>
    /// <param name="row">The version's row.</param>
    public static IReadOnlyList<Problem> Run(IFiles files, string folder, VersionRow row)
    {
        var content = Manifest.ParseContent(row.Content);
        return
        [
            .. Ledger(row).Concat(ManifestFile(folder, row)).Select(what => SnapshotProblem.WrongManifest(row.Pipeline, row.Version, what)),
            .. Files(files, folder, content).Select(what => SnapshotProblem.WrongFile(row.Pipeline, row.Version, what)),
            .. Unknown(folder, content).Select(name => SnapshotProblem.UnknownFile(row.Pipeline, row.Version, name)),
        ];
    }

    /// <summary>What is wrong with the files that a content lists.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="folder">Where they lie.</param>
    /// <param name="content">What lists them.</param>
    public static IEnumerable<string> Files(IFiles files, string folder, SnapshotContent content)
    {
        var expected = content.Files;
        var found = FileDigest.ForEach([.. expected.Select(f => f.Name)], name => Finding(files, folder, expected.First(f => f.Name == name)));
        return found.OfType<string>();
    }

    private static IEnumerable<string> Ledger(VersionRow row)
    {
        if (CanonicalJson.DigestOf(row.Content) != row.ContentDigest)
        {
            yield return "the ledger's copy of the content does not have the digest that was committed";
        }
    }

    private static IEnumerable<string> ManifestFile(string folder, VersionRow row)
    {
        Manifest manifest;
        string content;
        try
        {
            manifest = Manifest.Read(Path.Combine(folder, Manifest.FileName), out content);
        }
        catch (Exception e) when (e is InvalidDataException || FileProblem.Is(e))
        {
            return [e.Message.TrimEnd('.')];
        }

        return manifest.Commit == row.Commit && content == row.Content ? [] : [$"{Manifest.FileName} says something else than the ledger"];
    }

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

    private static IEnumerable<string> Unknown(string folder, SnapshotContent content)
        => Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFileSystemInfos().Select(e => e.Name).Except([Manifest.FileName, .. content.Files.Select(f => f.Name)]).Order(StringComparer.Ordinal)
            : [];
}
