using Microsoft.Win32.SafeHandles;
using SegmentationML.Core;

namespace SegmentationML.Storage.Files;

/// <summary>An exclusive lock on a file, kept by the operating system: it ends with <see cref="Dispose"/> or with the process, however that dies.</summary>
/// <remarks>Excludes other processes and other holders in this one. The file is never deleted by the lock: a second one under the same name would exclude nobody.</remarks>
internal sealed class ProcessLock : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private readonly IDisposable? _held;

    private ProcessLock(IDisposable? held) => _held = held;

    /// <summary>A lock on nothing.</summary>
    public static ProcessLock None { get; } = new(null);

    /// <summary>Takes the lock, creating the file if it is missing; the folder must exist.</summary>
    /// <param name="path">The lock file.</param>
    /// <returns>Null when another holds it.</returns>
    public static ProcessLock? TryAcquire(string path)
        => Acquire(path, shared: false) is { } held ? new ProcessLock(held) : null;

    /// <summary>Takes the lock of an existing file together with others who share it; the file is opened to read and left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null when another holds it alone, or when the file is not there.</returns>
    public static ProcessLock? TryShare(string path) => AcquireExisting(path, shared: true);

    /// <summary>Takes the lock of an existing file alone; the file is opened to read and left as it is.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Null when another holds or shares it, or when the file is not there.</returns>
    public static ProcessLock? TryTake(string path) => AcquireExisting(path, shared: false);

    /// <summary>Tells whether anyone holds the lock. Looking makes <see cref="TryAcquire"/> fail for the instant that it takes.</summary>
    /// <param name="path">The lock file; a missing one is not held.</param>
    public static bool IsHeld(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var held = Acquire(path, shared: true);
        return held is null;
    }

    public void Dispose() => _held?.Dispose();

    private static ProcessLock? AcquireExisting(string path, bool shared)
    {
        try
        {
            var held = !File.Exists(path) ? null
                : OperatingSystem.IsWindows() ? OpenOnWindows(path, FileMode.Open, FileAccess.Read, shared ? FileShare.Read : FileShare.None)
                : (IDisposable?)LockOnPosix(path, shared);
            return held is null ? null : new ProcessLock(held);
        }
        catch (IOException) when (!File.Exists(path))
        {
            return null;
        }
    }

    private static IDisposable? Acquire(string path, bool shared)
        => OperatingSystem.IsWindows() ? AcquireOnWindows(path) : AcquireOnPosix(path, shared);

    private static FileStream? AcquireOnWindows(string path) => OpenOnWindows(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static FileStream? OpenOnWindows(string path, FileMode mode, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, mode, access, share);
        }
        catch (IOException e) when (e.HResult == SharingViolation)
        {
            return null;
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? AcquireOnPosix(string path, bool shared)
    {
        Create(path);
        return LockOnPosix(path, shared);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static SafeFileHandle? LockOnPosix(string path, bool shared)
    {
        var handle = Posix.Open(path);
        try
        {
            if (Posix.TryLock(handle, path, shared))
            {
                return handle;
            }
        }
        catch (IOException e)
        {
            handle.Dispose();
            throw new ProblemException(
                new Problem("SEG-LEDG-013", $"The file system gives no lock on '{path}': {e.Message}.", "Keep the workspace on a local disk, or on a network file system with locks."), e);
        }

        handle.Dispose();
        return null;
    }

    /// <summary>Creating through .NET takes and leaves a lock of its own: whoever looks in that instant finds it busy and tries again.</summary>
    private static void Create(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                using var created = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
            }
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }
}
