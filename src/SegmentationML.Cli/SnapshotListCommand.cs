using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot list</c>: the versions of a pipeline, and how each of them stands.</summary>
internal static class SnapshotListCommand
{
    private static readonly Option<bool> All = new("--all") { Description = "Expired versions too" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("list", "List the versions of a pipeline, oldest first") { SnapshotArguments.Pipeline, All, SnapshotArguments.Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var versions = CommandContext.FindHistory(workspace, parsed.GetRequiredValue(SnapshotArguments.Pipeline)).Where(v => v.Expired is null || parsed.GetValue(All)).ToArray();
            if (parsed.GetValue(SnapshotArguments.Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(versions.Select(AsJson), StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                [">version", "state", "as of", "published (UTC)", "live since (UTC)", "schema", ">entities", "names", "content"],
                versions.Select(v => (IReadOnlyList<string>)[
                    $"{v.Commit.Version}", State(v), $"{v.Content.AsOf:yyyy-MM-dd}", Moment(v.Commit.Time), v.LiveFrom is { } live ? Moment(live) : "", v.Content.SchemaVersion, $"{v.Content.Tables[0].Rows:N0}",
                    string.Join(", ", v.Aliases.Concat(v.Tags.Select(t => $"tag:{t}"))), v.Commit.ContentDigest[..12]]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml snapshot list online-retail-products", "segml snapshot list online-retail-products --all --json");
    }

    private static object AsJson(VersionRecord v) => new
    {
        v.Commit, v.Content.AsOf, v.Content.SchemaVersion, Entities = v.Content.Tables[0].Rows, Current = v.State == VersionState.Live, v.State, v.LiveFrom, v.LiveTo, v.Marked, v.Expired, v.Aliases, v.Tags,
    };

    private static string State(VersionRecord v)
    {
        var state = v.State.ToString().ToLowerInvariant();
        var origin = v.Commit.Restores is { } former ? $", brings back {former}" : "";
        return v.State == VersionState.Live ? $"in use{origin}" : $"{state}{origin}{(v.Marked is null ? "" : ", to expire")}";
    }

    private static string Moment(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}";
}
