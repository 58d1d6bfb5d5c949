using System.CommandLine;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model alias</c>: points an alias to a registered version, or removes it.</summary>
internal static class ModelAliasCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "model:number or model:alias that it is to point to; with --remove the model alone" };
    private static readonly Argument<string> Alias = new("alias") { Description = "Letters, digits, hyphens and underscores; champion and challenger follow the promotions by themselves" };
    private static readonly Option<bool> Remove = new("--remove") { Description = "Remove the alias" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("alias", "Point an alias to a registered version; it moves there in one step") { Name, Alias, Remove };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var (name, alias) = (ModelVersionName.Parse(parsed.GetRequiredValue(Name)), parsed.GetRequiredValue(Alias));
            if (parsed.GetValue(Remove))
            {
                workspace.Models.DropAlias(name.Model, alias, context.Actor(parsed));
                context.Console.Out.WriteLine($"{name.Model} has no alias '{alias}'.");
                return ExitCode.Done;
            }

            var version = name.Find(workspace);
            workspace.Models.SetAlias(version.Model, alias, version.Commit.Version, context.Actor(parsed));
            context.Console.Out.WriteLine($"{version.Model}:{alias} is {version}.");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model alias retail-products:3 audited-2026", "segml model alias retail-products audited-2026 --remove");
    }
}
