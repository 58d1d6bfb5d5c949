using SegmentationML.Core;
using SegmentationML.Core.Governance;
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
            .. Ledger(row).Concat(ManifestOf(folder, row)).Select(what => SnapshotProblem.WrongManifest(row.Pipeline, row.Version, what)),
            .. FileFindings.Of(files, folder, content.Files).Select(what => SnapshotProblem.WrongFile(row.Pipeline, row.Version, what)),
            .. FileFindings.Unknown(folder, Manifest.FileName, content.Files).Select(name => SnapshotProblem.UnknownFile(row.Pipeline, row.Version, name)),
        ];
    }

    private static IEnumerable<string> Ledger(VersionRow row)
    {
        if (CanonicalJson.DigestOf(row.Content) != row.ContentDigest)
        {
            yield return "the ledger's copy of the content does not have the digest that was committed";
        }
    }

    private static IEnumerable<string> ManifestOf(string folder, VersionRow row)
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

        if (manifest.Commit != row.Commit || content != row.Content)
        {
            return [$"{Manifest.FileName} says something else than the ledger"];
        }

        return IsAsWritten(Path.Combine(folder, Manifest.FileName), row) ? [] : [$"{Manifest.FileName} is not as it was written"];
    }

    /// <summary>Whether the file has the bytes that were written, names of members and white space included.</summary>
    private static bool IsAsWritten(string path, VersionRow row)
    {
        var bytes = File.ReadAllBytes(path);
        return bytes.AsSpan().SequenceEqual(Manifest.Bytes(row)) || (row is { Candidate: false, Restores: null } && bytes.AsSpan().SequenceEqual(Manifest.Bytes(row, older: true)));
    }
}
