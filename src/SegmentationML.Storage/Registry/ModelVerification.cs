using SegmentationML.Core.Governance;
using SegmentationML.Core;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Registry;

/// <summary>Compares what lies in a registered version's folder with what the ledger committed, byte by byte.</summary>
internal static class ModelVerification
{
    /// <summary>All that does not fit, manifest first, then files in order of their names.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="folder">The version's folder.</param>
    /// <param name="row">The version's row.</param>
    public static IReadOnlyList<Problem> Run(IFiles files, string folder, ModelRow row)
    {
        var expected = ModelManifest.ParseContent(row.Content).Files;
        return
        [
            .. Ledger(row).Concat(Manifest(folder, row)).Select(what => ModelProblem.WrongManifest(row.Model, row.Version, what)),
            .. FileFindings.Of(files, folder, expected).Concat(FileFindings.Unknown(folder, ModelManifest.FileName, expected).Select(name => $"'{name}' was not registered"))
                .Select(what => ModelProblem.WrongFile(row.Model, row.Version, what)),
        ];
    }

    private static IEnumerable<string> Ledger(ModelRow row)
    {
        if (CanonicalJson.DigestOf(row.Content) != row.ContentDigest)
        {
            yield return "the ledger's copy of the content does not have the digest that was committed";
        }
    }

    private static IEnumerable<string> Manifest(string folder, ModelRow row)
    {
        ModelManifest manifest;
        string content;
        try
        {
            manifest = ModelManifest.Read(Path.Combine(folder, ModelManifest.FileName), out content);
        }
        catch (Exception e) when (e is InvalidDataException || FileProblem.Is(e))
        {
            return [e.Message.TrimEnd('.')];
        }

        return manifest.Commit == row.Commit && content == row.Content ? [] : [$"{ModelManifest.FileName} says something else than the ledger"];
    }
}
