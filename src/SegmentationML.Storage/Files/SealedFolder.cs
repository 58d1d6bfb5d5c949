using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Snapshots;

namespace SegmentationML.Storage.Files;

/// <summary>Turns a draft folder into a version's folder: everything is on the disk before the folder bears its name.</summary>
internal static class SealedFolder
{
    /// <summary>Flushes and measures every file of a draft, several at a time; in order of the names.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="draft">The folder.</param>
    /// <param name="manifest">The name of the manifest, which must not be there yet.</param>
    /// <exception cref="InvalidDataException">Something else than a plain file of a bare name lies in it.</exception>
    public static SnapshotFile[] Measure(IFiles files, string draft, string manifest)
    {
        var entries = new DirectoryInfo(draft).EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal).ToArray();
        var wrong = Array.Find(entries, e => e is not FileInfo || e.LinkTarget is not null || !SafePath.IsBare(e.Name) || e.Name == manifest);
        return wrong is null
            ? FileDigest.ForEach([.. entries.Select(e => e.FullName)], path =>
            {
                files.Flush(path);
                files.Protect(path);
                return FileDigest.Of(files, path);
            })
            : throw new InvalidDataException($"The draft holds '{wrong.Name}': only plain files belong there, and {manifest} is written by the store.");
    }

    /// <summary>Writes the manifest and gives the draft its name, all of it on the disk when this returns. A failure leaves nothing under the name.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="draft">The folder.</param>
    /// <param name="target">Its name to be, in the same parent; nothing lies there.</param>
    /// <param name="manifest">The manifest's name.</param>
    /// <param name="bytes">The manifest.</param>
    public static void Place(IFiles files, string draft, string target, string manifest, byte[] bytes)
    {
        var path = Path.Combine(draft, manifest);
        files.Write(path, bytes);
        files.Flush(path);
        files.Protect(path);
        files.FlushFolder(draft);
        try
        {
            files.MoveFolder(draft, target);
            files.FlushFolder(Path.GetDirectoryName(target)!);
        }
        catch (Exception e) when (FileProblem.Is(e))
        {
            if (!Directory.Exists(draft))
            {
                // The folder at the target is the draft, not one that was there before.
                FileProblem.Ignore(() => files.DeleteFolder(target));
            }

            throw;
        }
    }

    /// <summary>Whether every file is there in its length: a quick look, for deciding whether to write anew.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The manifest's name.</param>
    /// <param name="content">The files that belong there.</param>
    public static bool IsWhole(string folder, string manifest, IReadOnlyList<SnapshotFile> content)
        => File.Exists(Path.Combine(folder, manifest)) && content.All(f => new FileInfo(Path.Combine(folder, f.Name)) is { Exists: true } file && file.Length == f.Bytes);
}
