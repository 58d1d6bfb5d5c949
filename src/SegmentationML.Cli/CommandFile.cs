using SegmentationML.Core;
using SegmentationML.Service.Worker;

namespace SegmentationML.Cli;

/// <summary>Writes a file that a call names: whole, or not at all.</summary>
internal static class CommandFile
{
    /// <summary>Writes it, replacing the file; a failure leaves the one that was there and is <c>SEG-CLI-005</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes to the path that it is given.</param>
    public static void Write(string path, Action<string> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: there is no folder {folder}.", "Make the folder, or choose another place with --out."));
        }

        try
        {
            PartFile.Replace(path, write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: {e.Message}", "Check folder, rights and free disk."), e);
        }
    }
}
