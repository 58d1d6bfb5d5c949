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
            .. ManifestFile.Findings(Path.Combine(folder, ModelManifest.FileName), row.Content, row.ContentDigest, path => ModelManifest.Read(path, out var read).Commit == row.Commit && read == row.Content, [ModelManifest.Bytes(row)])
                .Select(what => ModelProblem.WrongManifest(row.Model, row.Version, what)),
            .. FileFindings.Of(files, folder, expected).Concat(FileFindings.Unknown(folder, ModelManifest.FileName, expected).Select(name => $"'{name}' was not registered"))
                .Select(what => ModelProblem.WrongFile(row.Model, row.Version, what)),
        ];
    }
}
