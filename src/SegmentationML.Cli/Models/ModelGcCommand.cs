using System.CommandLine;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model gc</c>: removes the files of versions that nothing needs.</summary>
internal static class ModelGcCommand
{
    private static readonly Argument<string> Model = new("model") { Description = "The model's name" };
    private static readonly Option<int> Keep = new("--keep") { Description = "So many of the newest versions stay in any case (1 to 1000)", DefaultValueFactory = _ => 5, HelpName = "N" };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only tell what would go" };

    public static Command Create(CommandContext context)
    {
        Keep.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1000)
            {
                result.AddError("--keep is a number from 1 to 1000.");
            }
        });
        var command = new Command("gc", "Remove the files of versions that nothing needs: no alias, no tag, not in use, not waiting, not among the newest; numbers and records stay") { Model, Keep, DryRun };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var dryRun = parsed.GetValue(DryRun);
            var looked = workspace.Models.Collect(CommandContext.RequireModel(workspace, parsed.GetRequiredValue(Model)), parsed.GetValue(Keep), dryRun, context.Actor(parsed));
            context.Console.Table(
                ["version", ">bytes", dryRun ? "would" : "done", "because"],
                looked.Select(g => (IReadOnlyList<string>)[g.Version.ToString(), $"{g.Bytes:N0}", g.Keep is null ? (dryRun ? "go" : "removed") : (dryRun ? "stay" : "kept"), g.Keep ?? "nothing needs it"]));
            var going = looked.Where(g => g.Keep is null).ToArray();
            context.Console.Out.WriteLine($"{going.Length} of {looked.Count} versions, {going.Sum(g => g.Bytes):N0} bytes{(dryRun ? " would be removed. Nothing was changed." : " removed.")}");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model gc retail-products --keep 3 --dry-run");
    }
}
