using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Snapshots;

/// <summary>Files of versions as they are served: there, no link to elsewhere, and of the length that the manifest says. What is in them is for <c>segml snapshot verify</c>.</summary>
internal static class PublishedFile
{
    /// <summary>The path of a file.</summary>
    /// <param name="version">The version.</param>
    /// <param name="name">The file's name, not the caller's words.</param>
    /// <exception cref="ProblemException">It was damaged; the version's other files are served on.</exception>
    public static string Require(Snapshot version, string name)
    {
        var path = Path.Combine(version.Folder, name);
        var told = version.Content.Files.FirstOrDefault(f => f.Name == name)?.Bytes; // The manifest does not list itself.
        return new FileInfo(path) is { Exists: true, LinkTarget: null } found && (told is null || found.Length == told)
            ? path
            : throw new ProblemException(new Problem("SEG-SRV-011", $"File {name} of version {version.Commit.Version} is not as it was published.", "Take another version, or tell the operator: `segml snapshot verify` shows what was damaged, a backup has it."));
    }
}
