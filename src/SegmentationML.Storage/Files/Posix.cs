using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SegmentationML.Storage.Files;

/// <summary>The calls of Linux and macOS that .NET does not offer: flushing a folder, and file locks whose refusal can be told from their absence.</summary>
/// <remarks>.NET's own <see cref="FileShare"/> takes shared locks on plain reads, ignores file systems without locks and can be switched off by an environment variable.</remarks>
[UnsupportedOSPlatform("windows")]
internal static partial class Posix
{
    private const int ReadOnly = 0;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNoWait = 4;
    private const int Interrupted = 4;
    private const int FullFlush = 51;

    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    private static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    public static SafeFileHandle OpenFolder(string folder) => Open(folder);

    /// <summary>Opens a file for locking without changing it; it must exist.</summary>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = open(path, ReadOnly | CloseOnExec);
        return descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw Failure(path);
    }

    public static void Flush(SafeFileHandle handle, string path)
    {
        var result = OperatingSystem.IsMacOS() ? fcntl(handle, FullFlush) : fsync(handle);
        if (result != 0 && fsync(handle) != 0)
        {
            throw Failure(path);
        }
    }

    /// <summary>Takes the lock at once or not at all.</summary>
    /// <returns>False when another open file holds it.</returns>
    public static bool TryLock(SafeFileHandle handle, string path, bool shared)
    {
        while (flock(handle, (shared ? LockShared : LockExclusive) | LockNoWait) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error == WouldBlock)
            {
                return false;
            }

            if (error != Interrupted)
            {
                throw Failure(path);
            }
        }

        return true;
    }

    private static IOException Failure(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{path}'", error);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(SafeFileHandle descriptor);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fcntl(SafeFileHandle descriptor, int command);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int flock(SafeFileHandle descriptor, int operation);
}
