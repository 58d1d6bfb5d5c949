using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Backup;

/// <summary>What a backup holds: the last entry of its archive, <c>backup.json</c>.</summary>
/// <param name="Format">1.</param>
/// <param name="Time">When the copy of the ledger was taken, UTC.</param>
/// <param name="Versions">Versions whose files are in it.</param>
/// <param name="Files">Every other entry with length and SHA-256, in the order of the archive; names are paths below the workspace with slashes.</param>
public sealed record BackupContent(int Format, DateTimeOffset Time, int Versions, IReadOnlyList<SnapshotFile> Files)
{
    /// <summary>The name of the entry.</summary>
    public const string EntryName = "backup.json";

    /// <summary>The format that this program writes and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The folders of a workspace that a backup takes, beside the ledger: what cannot be made again.</summary>
    public static IReadOnlyList<string> Folders { get; } = ["snapshots", "models", "reports", "quarantine", "lineage"];

    /// <summary>Bytes of all files.</summary>
    public long Bytes => Files.Sum(f => f.Bytes);
}
