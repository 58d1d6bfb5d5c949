using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
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
            var to = parsed.GetValue(To) ?? Before(workspace, pipeline);
            VersionPromotion.RequireKnown(actor, CommandContext.People(), context.Clock.GetUtcNow());
            if (Roll(workspace, pipeline, to, actor, reason) is not { } version)
            {
                context.Console.Out.WriteLine($"The version in use of {pipeline} has the content of version {to} already: nothing was changed.");
                return ExitCode.Done;
            }

            workspace.Promotions.Follow(pipeline, actor, reason);
            context.Console.Out.WriteLine($"Version {version.Commit.Version} of {pipeline} is live, with the content of version {to}.");
            return ExitCode.Done;
        });
        return command.WithExamples("segml model rollback demo-products --by carol --reason \"stock of family 7 was cut\"");
    }

    private static Snapshot? Roll(Workspace workspace, string pipeline, long to, string actor, string reason)
    {
        using var lease = workspace.Ledger.Begin(new RunRequest(pipeline, StepKey.OfText($"rollback {to}")) { Actor = actor }, TimeSpan.Zero);
        try
        {
            var version = workspace.Snapshots.Rollback(lease, to, AuditEvent.Of("version.rolled-back", pipeline, actor, ("reason", reason)));
            lease.Ended(version is null ? RunState.Unchanged : RunState.Published, version?.Commit.Version, null);
            return version;
        }
        catch (ProblemException e)
        {
            lease.Ended(RunState.Failed, null, e.Problems[0].ToString());
            throw;
        }
    }

    /// <summary>The version that was in use before the present one, its content apart from it.</summary>
    private static long Before(Workspace workspace, string pipeline)
    {
        var history = workspace.Snapshots.History(pipeline);
        var current = history.FirstOrDefault(v => v.State == VersionState.Live);
        return history.Where(v => v.State == VersionState.Past && v.Expired is null && v.Commit.ContentDigest != current?.Commit.ContentDigest).OrderByDescending(v => v.LiveTo).ThenByDescending(v => v.Commit.Version).FirstOrDefault()?.Commit.Version
            ?? throw new ProblemException(new Problem("SEG-CLI-044", $"Pipeline '{pipeline}' has no earlier version to go back to.", $"`segml snapshot list {pipeline}` shows its versions."));
    }
}
