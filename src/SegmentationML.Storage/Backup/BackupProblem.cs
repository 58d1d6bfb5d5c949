using SegmentationML.Core;

namespace SegmentationML.Storage.Backup;

/// <summary>What can go wrong with backups.</summary>
internal static class BackupProblem
{
    public static Problem Exists(string path) => new("SEG-BKUP-001", $"'{path}' exists.", "Choose another file: a backup is never overwritten.");

    public static Problem NotEmpty(string folder) => new("SEG-BKUP-002", $"'{folder}' is not empty.", "Restore into a new or empty folder, then put it in the place of the old workspace.");

    public static Problem NoBackup(string path, string why) => new("SEG-BKUP-003", $"'{path}' is no whole backup of a workspace: {why}.", "Nothing was restored. Use another backup; `segml backup` writes one.");

    public static Problem Changed(string entry) => new("SEG-BKUP-004", $"'{entry}' is not as it was backed up.", "Nothing was restored. Use another copy of the backup.");

    public static Problem Damaged(string pipeline, long version, string file) => new(
        "SEG-BKUP-005", $"Version {version} of '{pipeline}' cannot be backed up: '{file}' is missing or not as it was published.", "Look at `segml snapshot verify`; restore that version from an earlier backup, or let it expire.");
}
