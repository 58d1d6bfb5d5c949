namespace SegmentationML.Service.Worker;

/// <summary>Writes a file beside its place and renames it when it is whole.</summary>
public static class PartFile
{
    /// <summary>Replaces a file in one step. When writing fails, the file is as it was, nothing is left beside it, and the failure is the writer's own.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the path that it is given.</param>
    public static void Replace(string path, Action<string> write)
    {
        var part = $"{path}.part";
        try
        {
            write(part);
            File.Move(part, path, overwrite: true);
        }
        catch
        {
            Drop(part);
            throw;
        }
    }

    private static void Drop(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What made writing fail is told; a part that cannot be removed is written over the next time.
        }
    }
}
