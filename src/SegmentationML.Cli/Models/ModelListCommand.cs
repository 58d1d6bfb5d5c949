using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model list</c>: the registered versions of models.</summary>
internal static class ModelListCommand
{
    private static readonly Argument<string?> Model = new("model") { Description = "Only this model", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("list", "List the registered versions of models, with aliases and the runs that came to them") { Model, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var names = parsed.GetValue(Model) is { } one ? [CommandContext.RequireModel(workspace, one)] : workspace.Models.Models();
            var versions = names.SelectMany(name =>
            {
                var aliases = workspace.Models.Aliases(name).ToLookup(a => a.Value, a => a.Key);
                return workspace.Models.List(name).Select(v => (Version: v, Aliases: aliases[v.Commit.Version].ToArray(), Lineage: workspace.Models.Lineage(name, v.Commit.Version)));
            }).ToArray();
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(versions.Select(v => new { v.Version.Model, v.Version.Commit, v.Version.Content.Identity, v.Version.Content.AsOf, v.Version.Removed, v.Aliases, v.Lineage }), StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                ["version", "aliases", "as of", "registered (UTC)", "published as", "identity", "files"],
                versions.Select(v => (IReadOnlyList<string>)
                [
                    v.Version.ToString(), string.Join(", ", v.Aliases), $"{v.Version.Content.AsOf:yyyy-MM-dd}", $"{v.Version.Commit.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                    string.Join(", ", v.Lineage.Select(l => $"{l.Pipeline}@{l.Version}").Distinct(StringComparer.Ordinal).TakeLast(3)), v.Version.Content.Identity[..12], v.Version.Removed is null ? "yes" : "removed",
                ]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml model list", "segml model list retail-products --json");
    }
}
