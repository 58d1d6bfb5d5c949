namespace SegmentationML.Storage.Files;

/// <summary>Replaces a small file so that a reader sees the old or the new bytes, whatever happens in between.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a hidden file beside it, flushes, renames over it and flushes the folder.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="path">The file.</param>
    /// <param name="bytes">All of its new content.</param>
    /// <param name="writer">Tells writers apart that may come at the same moment; empty when there can be only one.</param>
    public static void Replace(this IFiles files, string path, ReadOnlySpan<byte> bytes, string writer = "")
    {
        var folder = Path.GetDirectoryName(path)!;
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}{writer}.new");
        files.Write(beside, bytes);
        files.Flush(beside);
        files.MoveFile(beside, path);
        files.FlushFolder(folder);
    }
}
