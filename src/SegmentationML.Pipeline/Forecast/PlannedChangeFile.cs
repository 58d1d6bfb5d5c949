using System.Security.Cryptography;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>A file of planners' changes as it was when the definitions were read.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Digest">SHA-256 of its bytes in lower-case hex: an edit makes the forecast step run anew.</param>
public sealed record PlannedChangeFile(string Path, string Digest)
{
    /// <summary>Finds the file that a pipeline names.</summary>
    /// <param name="folder">The folder of <c>pipeline.yaml</c>.</param>
    /// <param name="name">As the pipeline names it; null for none.</param>
    /// <param name="place">Puts the place of a setting before a problem.</param>
    /// <exception cref="ProblemException">SEG-FCST-226: it is not there.</exception>
    public static PlannedChangeFile? Find(string folder, string? name, Func<Problem, Problem> place)
    {
        if (name is null)
        {
            return null;
        }

        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name));
        return File.Exists(path)
            ? new PlannedChangeFile(path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))))
            : throw new ProblemException(place(new Problem("SEG-FCST-226", $"forecast.changes: there is no file {path}.", $"{Near(path)}Check the path; it starts at the folder of pipeline.yaml.")));
    }

    private static string Near(string path)
        => System.IO.Path.GetDirectoryName(path) is { } folder && Directory.Exists(folder)
            && ClosestMatch.Of(System.IO.Path.GetFileName(path), Directory.EnumerateFiles(folder, "*.csv").Select(static f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal)) is { } near
            ? $"Did you mean '{near}'? "
            : "";
}
