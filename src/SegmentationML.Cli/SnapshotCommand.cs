using System.CommandLine;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot</c>: the published versions of a pipeline.</summary>
internal static class SnapshotCommand
{
    public static Command Create(CommandContext context) => new("snapshot", "Published versions: list, show, compare, export, verify, name, roll back and let go")
    {
        SnapshotListCommand.Create(context), SnapshotShowCommand.Create(context), SnapshotDiffCommand.Create(context), SnapshotExportCommand.Create(context), SnapshotVerifyCommand.Create(context),
        SnapshotRollbackCommand.Create(context), SnapshotExpireCommand.Create(context), SnapshotNameCommand.Tag(context), SnapshotNameCommand.Alias(context),
    };
}
