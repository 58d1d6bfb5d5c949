using SegmentationML.Core;
using SegmentationML.Storage;

namespace SegmentationML.Service.Worker;

/// <summary>Refuses runs before the disk is full, or the workspace larger than it may be: what is served goes on, and nothing is cut off in the middle.</summary>
internal sealed class DiskGuard(Workspace workspace, ServiceOptions options)
{
    /// <summary>Why a run must not begin; null when it may.</summary>
    public Problem? Refusal()
    {
        var free = new DriveInfo(workspace.Folder).AvailableFreeSpace;
        if (free < options.KeepFreeBytes)
        {
            return new Problem("SEG-SRV-081", $"The disk has {free >> 20:N0} MiB free, and {options.KeepFreeBytes >> 20:N0} MiB are to stay free (--keep-free).", "Free space, let old versions expire, or give the workspace a larger disk; the last version stays in use.");
        }

        return options.QuotaBytes > 0 && Size() is var size && size > options.QuotaBytes
            ? new Problem("SEG-SRV-082", $"The workspace holds {size >> 20:N0} MiB, and {options.QuotaBytes >> 20:N0} MiB are its quota (--quota).", "Let old versions expire (`segml snapshot expire`, or publish.retention), or raise the quota.")
            : null;
    }

    private long Size()
    {
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        return new DirectoryInfo(workspace.Folder).EnumerateFiles("*", all).Sum(LengthOf);
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0; // Deleted since it was listed.
        }
    }
}
