using SegmentationML.Core;
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
            .. ManifestFile.Findings(Path.Combine(folder, Manifest.FileName), row.Content, row.ContentDigest, path => Manifest.Read(path, out var read).Commit == row.Commit && read == row.Content, Written(row))
                .Select(what => SnapshotProblem.WrongManifest(row.Pipeline, row.Version, what)),
            .. FileFindings.Of(files, folder, content.Files).Select(what => SnapshotProblem.WrongFile(row.Pipeline, row.Version, what)),
            .. FileFindings.Unknown(folder, Manifest.FileName, content.Files).Select(name => SnapshotProblem.UnknownFile(row.Pipeline, row.Version, name)),
        ];
    }

    /// <summary>The bytes that this program writes, and those of releases before there were candidates and rollbacks.</summary>
    private static IEnumerable<byte[]> Written(VersionRow row)
    {
        yield return Manifest.Bytes(row);
        if (row is { Candidate: false, Restores: null })
        {
            yield return Manifest.Bytes(row, older: true);
        }
    }
}
