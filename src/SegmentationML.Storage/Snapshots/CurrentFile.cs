using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Storage.Files;

namespace SegmentationML.Storage.Snapshots;

/// <summary>Keeps <c>current.json</c> in step with the ledger.</summary>
internal static class CurrentFile
{
    /// <summary>After a version may have been put in use: tells its readers in this process, and writes the file anew if it does not name that version. The ledger is held meanwhile, so that an older writer cannot overtake.</summary>
    /// <remarks>The ledger is the truth: a file that cannot be written is no failure of the publish, and is written at the next start.</remarks>
    public static void Refresh(VersionRows rows, SnapshotFolders folders, IFiles files, string pipeline)
    {
        rows.CountMove();
        try
        {
            FileProblem.Ignore(() =>
            {
                if (!IsRight(folders.Current(pipeline), rows.Current(pipeline)))
                {
                    rows.WithCurrent(pipeline, current => Write(folders.Current(pipeline), current, files));
                }
            });
        }
        catch (ProblemException)
        {
            // The ledger is busy or its disk full: what was committed stands, and the file is written at the next start.
        }
    }

    /// <summary>The version that the file names; null when there is none or it cannot be read.</summary>
    /// <param name="path">The file.</param>
    public static long? Named(string path)
    {
        try
        {
            return File.Exists(path) && !SafePath.IsLink(path) ? JsonSerializer.Deserialize(File.ReadAllBytes(path), ManifestJson.Default.CurrentVersion)?.Version : null;
        }
        catch (Exception e) when (e is JsonException || FileProblem.Is(e))
        {
            return null;
        }
    }

    private static void Write(string path, VersionRow? current, IFiles files)
    {
        if (current is null)
        {
            files.DeleteFile(path);
        }
        else if (!IsRight(path, current))
        {
            files.Replace(path, CurrentVersion.Of(current).Bytes());
        }
    }

    private static bool IsRight(string path, VersionRow? current)
        => current is null ? !File.Exists(path) : File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(CurrentVersion.Of(current).Bytes());
}
