using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Storage;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model rollback</c>: brings an earlier version back into use; the snapshot follows.</summary>
internal static class ModelRollbackCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Option<long?> To = new("--to") { Description = "The version whose content comes back (default: the one in use before the present one)", HelpName = "N" };
    private static readonly Option<string> Reason = new("--reason", "-r") { Description = "Why, for the record", Required = true, HelpName = "TEXT" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("rollback", "Bring the content of an earlier version back into use, as a new version; model and aliases follow") { Pipeline, To, Reason };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var (pipeline, actor, reason) = (parsed.GetRequiredValue(Pipeline), context.Actor(parsed), parsed.GetRequiredValue(Reason));
            var to = parsed.GetValue(To) ?? VersionRollback.Before(workspace, pipeline)
                ?? throw new ProblemException(new Problem("SEG-CLI-044", $"Pipeline '{pipeline}' has no earlier version to go back to.", $"`segml snapshot list {pipeline}` shows its versions."));
            VersionPromotion.RequireKnown(actor, CommandContext.People(), context.Clock.GetUtcNow());
            if (VersionRollback.Run(workspace, pipeline, to, actor, reason) is not { } version)
            {
                context.Console.Out.WriteLine($"The version in use of {pipeline} has the content of version {to} already: nothing was changed.");
                return ExitCode.Done;
            }

            context.Console.Out.WriteLine($"Version {version.Commit.Version} of {pipeline} is live, with the content of version {to}.");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model rollback demo-products --by carol --reason \"stock of family 7 was cut\"");
    }
}
