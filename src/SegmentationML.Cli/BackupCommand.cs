using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;

namespace SegmentationML.Cli;

/// <summary><c>segml backup</c>: the whole workspace in one file, while it is in use.</summary>
internal static class BackupCommand
{
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write; it must not exist", HelpName = "FILE", Required = true };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what it holds as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("backup", "Write ledger, versions, models and reports into one file, while the service and runs go on") { Out, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var path = parsed.GetRequiredValue(Out);
            var content = workspace.Backup(path);
            context.Console.Out.WriteLine(parsed.GetValue(Json)
                ? JsonSerializer.Serialize(content, StepKey.Json)
                : $"{content.Versions:N0} versions, {content.Files.Count:N0} files, {content.Bytes:N0} bytes: {path}");
            return ExitCode.Done;
        });
        return command.WithExamples("segml backup --out segml.tar", "segml backup --workspace /var/lib/segml --out /backup/segml.tar --json");
    }
}
