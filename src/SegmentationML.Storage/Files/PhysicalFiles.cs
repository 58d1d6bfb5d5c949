using Microsoft.Win32.SafeHandles;

namespace SegmentationML.Storage.Files;

/// <summary>The file system of this machine.</summary>
internal sealed class PhysicalFiles : IFiles
{
    private const UnixFileMode ReadOnlyMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public void CreateFolder(string folder) => Directory.CreateDirectory(folder);

    public void CreateClosedFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Write(string path, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(path, bytes);

    public Stream OpenRead(string path)
        => new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read, BufferSize = 0, Options = FileOptions.SequentialScan });

    /// <remarks>Only Windows asks for the right to write; elsewhere a file that is protected already can be flushed too.</remarks>
    public void Flush(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, OperatingSystem.IsWindows() ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <remarks>On Windows NTFS journals its folders, and there is no call for it.</remarks>
    public void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            using SafeFileHandle handle = Posix.OpenFolder(folder);
            Posix.Flush(handle, folder);
        }
    }

    public void Protect(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, ReadOnlyMode);
        }
    }

    public void Touch(string path, DateTimeOffset time) => File.SetLastWriteTimeUtc(path, time.UtcDateTime);

    public void MoveFile(string from, string to) => File.Move(from, to, overwrite: true);

    public void MoveFolder(string from, string to) => Directory.Move(from, to);

    public void Copy(string from, string to) => File.Copy(from, to);

    public void DeleteEmptyFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: false);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing to delete.
        }
    }

    public void DeleteFile(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing to delete.
        }
    }

    public void DeleteFolder(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing to delete.
        }
    }
}
