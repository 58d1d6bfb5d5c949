using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Promotion;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model show</c>: a registered version, checked byte by byte: its card, aliases, tags and lineage.</summary>
internal static class ModelShowCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "model:number, model:alias, or the model alone for its newest version" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print manifest, aliases, tags and lineage as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("show", "Show a registered version after checking every file: model card, aliases, tags, lineage") { Name, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var version = ModelVersionName.Parse(parsed.GetRequiredValue(Name)).Load(workspace);
            var (number, models) = (version.Commit.Version, workspace.Models);
            string[] aliases = [.. models.Aliases(version.Model).Where(a => a.Value == number).Select(a => a.Key)];
            var (tags, lineage) = (models.Tags(version.Model, number), models.Lineage(version.Model, number));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(new { version.Model, version.Commit, version.Content, Aliases = aliases, Tags = tags, Lineage = lineage, version.Folder }, StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Out.WriteLine($"{version}, registered {version.Commit.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by run {version.Commit.Run}; every file has the digest that was committed ({version.Commit.ContentDigest}).");
            context.Console.Out.WriteLine($"Aliases: {(aliases.Length == 0 ? "none" : string.Join(", ", aliases))}. Tags: {(tags.Count == 0 ? "none" : string.Join(", ", tags.Select(t => $"{t.Key}={t.Value}")))}.");
            foreach (var step in lineage)
            {
                context.Console.Out.WriteLine($"  {step.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} run {step.Run} of {step.Pipeline}: published as {step.Pipeline}@{step.Version}");
            }

            context.Console.Out.WriteLine();
            context.Console.Out.Write(File.ReadAllText(Path.Combine(version.Folder, ModelFiles.CardFile)));
            return ExitCode.Done;
        });
        return command.WithExamples("segml model show retail-products:champion", "segml model show retail-products:3 --json");
    }
}
