namespace SegmentationML.Storage.Files;

/// <summary>Files for their owner's eyes alone, where the system has such rights: the ledger holds what signs webhooks and names persons.</summary>
internal static class OwnersFile
{
    /// <summary>How a new one is written; it must not be there yet.</summary>
    public static FileStreamOptions New => OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 20 }
        : new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 20, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
}
