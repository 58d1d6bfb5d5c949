using System.Security.Cryptography;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>A file of planners' changes as it was when the definitions were read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Digest">SHA-256 of its bytes in lower-case hex: an edit makes the forecast step run anew.</param>
public sealed record PlannedChangeFile(string Path, string Digest)
{
    /// <summary>Finds the file that a pipeline names.</summary>
    /// <param name="folder">The folder of <c>pipeline.yaml</c>.</param>
    /// <param name="name">As the pipeline names it; null for none.</param>
    /// <exception cref="ProblemException">SEG-FCST-226: it is not there.</exception>
    public static PlannedChangeFile? Find(string folder, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name));
        return File.Exists(path)
            ? new PlannedChangeFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))
            : throw new ProblemException(new Problem("SEG-FCST-226", $"forecast.changes: there is no file {path}.", "Check the path; it starts at the folder of pipeline.yaml."));
    }
}
