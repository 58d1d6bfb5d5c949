using System.CommandLine;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model tag</c>: tags a registered version, or removes a tag.</summary>
internal static class ModelTagCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "model:number or model:alias" };
    private static readonly Argument<string> Key = new("key") { Description = "Letters, digits and _ . - /" };
    private static readonly Argument<string?> Value = new("value") { Description = "The tag's value; without one the tag is empty", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Remove the tag" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("tag", "Tag a registered version; a tagged version is never collected") { Name, Key, Value, Remove };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var version = ModelVersionName.Parse(parsed.GetRequiredValue(Name)).Find(workspace);
            workspace.Models.Tag(version.Model, version.Commit.Version, parsed.GetRequiredValue(Key), parsed.GetValue(Remove) ? null : parsed.GetValue(Value) ?? "", context.Actor(parsed));
            var tags = workspace.Models.Tags(version.Model, version.Commit.Version);
            context.Console.Out.WriteLine($"{version}: {(tags.Count == 0 ? "no tags" : string.Join(", ", tags.Select(t => $"{t.Key}={t.Value}")))}");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model tag retail-products:3 reviewed-by finance", "segml model tag retail-products:3 reviewed-by --remove");
    }
}
