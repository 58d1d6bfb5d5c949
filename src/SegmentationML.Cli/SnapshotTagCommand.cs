using System.CommandLine;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot tag</c>: sets and removes tags of versions.</summary>
internal static class SnapshotTagCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The tag: lower-case letters, digits, dots, hyphens and underscores" };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the tag away" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("tag", "Give a version a name of its own, which does not move: --version tag:NAME finds it, and it is never expired") { SnapshotArguments.Pipeline, Name, SnapshotArguments.Version, Remove };
        command.SetAction(parsed => Set(context, parsed));
        return command.WithExamples("segml snapshot tag online-retail-products 2026-q3 --version 3", "segml snapshot tag online-retail-products 2026-q3 --remove");
    }

    private static int Set(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspace(parsed);
        var (pipeline, name, actor) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetRequiredValue(Name), context.Actor(parsed));
        if (parsed.GetValue(Remove))
        {
            var was = workspace.Names.Untag(pipeline, name, actor);
            context.Console.Out.WriteLine(was ? $"{name} names no version of {pipeline} any more." : $"{name} named no version of {pipeline}.");
            return ExitCode.Done;
        }

        var version = SnapshotArguments.Find(workspace, parsed).Commit.Version;
        workspace.Names.Tag(pipeline, name, version, actor);
        context.Console.Out.WriteLine($"Version {version} of {pipeline} bears the tag {name}.");
        return ExitCode.Done;
    }
}
