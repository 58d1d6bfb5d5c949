using System.CommandLine;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot alias</c> and <c>segml snapshot tag</c>: names of versions, set and removed. An alias moves when it is pointed elsewhere, a tag stays.</summary>
internal static class SnapshotNameCommand
{
    private static readonly Option<bool> Remove = new("--remove") { Description = "Take the name away" };

    public static Command Alias(CommandContext context) => Create(
        context, "alias", "Point a name to a version; it moves when it is pointed to another: --version NAME finds it", "The alias: a lower-case letter, then lower-case letters, digits, hyphens and underscores",
        (names, pipeline, name, actor) => names.Unpoint(pipeline, name, actor),
        (names, pipeline, name, version, actor) => names.Point(pipeline, name, version, actor) is { } old && old != version ? $"{name} of {pipeline} is version {version}, was {old}." : $"{name} of {pipeline} is version {version}.",
        "champion");

    public static Command Tag(CommandContext context) => Create(
        context, "tag", "Give a version a name of its own, which does not move: --version tag:NAME finds it, and it is never expired", "The tag: lower-case letters, digits, dots, hyphens and underscores",
        (names, pipeline, name, actor) => names.Untag(pipeline, name, actor),
        (names, pipeline, name, version, actor) =>
        {
            names.Tag(pipeline, name, version, actor);
            return $"Version {version} of {pipeline} bears the tag {name}.";
        },
        "2026-q3");

    private static Command Create(
        CommandContext context, string verb, string description, string rule, Func<IVersionNames, string, string, string, bool> remove, Func<IVersionNames, string, string, long, string, string> set, string example)
    {
        var argument = new Argument<string>("name") { Description = rule };
        var command = new Command(verb, description) { SnapshotArguments.Pipeline, argument, SnapshotArguments.Version, Remove };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var (pipeline, name, actor) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetRequiredValue(argument), context.Actor(parsed));
            context.Console.Out.WriteLine(
                !parsed.GetValue(Remove) ? set(workspace.Names, pipeline, name, SnapshotArguments.Find(workspace, parsed).Commit.Version, actor)
                : remove(workspace.Names, pipeline, name, actor) ? $"{name} names no version of {pipeline} any more."
                : $"{name} named no version of {pipeline}.");
            return ExitCode.Done;
        });
        return command.WithExamples($"segml snapshot {verb} online-retail-products {example} --version 3", $"segml snapshot {verb} online-retail-products {example} --remove");
    }
}
