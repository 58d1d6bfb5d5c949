using System.CommandLine;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot alias</c>: sets and removes aliases of versions.</summary>
internal static class SnapshotAliasCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The alias: a lower-case letter, then lower-case letters, digits, hyphens and underscores" };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the alias away" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("alias", "Point a name to a version; it moves when it is pointed to another: --version NAME finds it") { SnapshotArguments.Pipeline, Name, SnapshotArguments.Version, Remove };
        command.SetAction(parsed => Set(context, parsed));
        return command.WithExamples("segml snapshot alias online-retail-products champion --version 3", "segml snapshot alias online-retail-products champion --remove");
    }

    private static int Set(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspace(parsed);
        var (pipeline, name, actor) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetRequiredValue(Name), context.Actor(parsed));
        if (parsed.GetValue(Remove))
        {
            var was = workspace.Names.Unpoint(pipeline, name, actor);
            context.Console.Out.WriteLine(was ? $"{name} names no version of {pipeline} any more." : $"{name} named no version of {pipeline}.");
            return ExitCode.Done;
        }

        var version = SnapshotArguments.Find(workspace, parsed).Commit.Version;
        var before = workspace.Names.Point(pipeline, name, version, actor);
        context.Console.Out.WriteLine($"{name} of {pipeline} is version {version}{(before is { } old && old != version ? $", was {old}" : "")}.");
        return ExitCode.Done;
    }
}
