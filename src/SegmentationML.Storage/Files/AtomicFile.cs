namespace SegmentationML.Storage.Files;

/// <summary>Replaces a small file so that a reader sees the old or the new bytes, whatever happens in between.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file, flushes, renames over it and flushes the folder. Only one writer at a time.</summary>
    /// <param name="files">The file port.</param>
    /// <param name="path">The file.</param>
    /// <param name="bytes">All of its new content.</param>
    public static void Replace(this IFiles files, string path, ReadOnlySpan<byte> bytes)
    {
        var beside = path + ".new";
        files.Write(beside, bytes);
        files.Flush(beside);
        files.MoveFile(beside, path);
        files.FlushFolder(Path.GetDirectoryName(path)!);
    }
}
