using SegmentationML.Core;

namespace SegmentationML.Cli.Server;

/// <summary>A file that a service's answer is written to: whole, or not at all.</summary>
internal static class ServerFile
{
    /// <summary>Writes it under another name first, which is gone when something goes wrong.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    public static async Task WriteAsync(string path, Func<Stream, Task> write)
    {
        var part = path + ".part";
        try
        {
            await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await write(file);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(part);
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: {e.Message.TrimEnd('.')}.", "Check path, rights and free disk."), e);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }
}
