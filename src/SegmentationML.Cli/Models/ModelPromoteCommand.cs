using System.CommandLine;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model promote|approve|reject</c>: brings a version forward and decides on it.</summary>
internal static class ModelPromoteCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "A name below pipelines/, a folder, or the path of a pipeline.yaml" };
    private static readonly Argument<string> Name = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Option<long?> Version = new("--version", "-v") { Description = "Number of the version (default: the newest that waits)", HelpName = "N" };
    private static readonly Option<string> Reason = new("--reason", "-r") { Description = "Why, for the record", DefaultValueFactory = _ => "", HelpName = "TEXT" };

    /// <summary><c>promote</c>.</summary>
    public static Command Promote(CommandContext context)
    {
        var command = new Command("promote", "Bring a candidate forward: it is judged against the version in use, and small changes come into use at once, as the decision rights say") { Pipeline, Version, Reason };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var definitions = Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), []);
                using var workspace = context.OpenWorkspace(parsed);
                using var engine = DuckDbEngine.Open(new DuckDbOptions());
                var version = ModelPromotionsCommand.Find(workspace, definitions.Pipeline.Name, parsed.GetValue(Version), PromotionState.Candidate, PromotionState.Review).Promotion.Version;
                PromotionView.Show(context.Console, Desk(context, workspace).Propose(engine, definitions, version, context.Actor(parsed), CommandContext.People(), parsed.GetRequiredValue(Reason), cancellation));
                return ExitCode.Done;
            },
            cancellation));
        return command.WithExamples("segml model promote demo-products --by alice --reason \"new cuts agreed in October\"");
    }

    /// <summary><c>approve</c>.</summary>
    public static Command Approve(CommandContext context)
    {
        var command = new Command("approve", "Approve a version that was brought forward; the last approval that is needed brings it into use") { Name, Version, Reason };
        command.SetAction(parsed => Decide(context, parsed, (desk, record, person) => desk.Approve(record.Pipeline, record.Version, person, CommandContext.People(), parsed.GetRequiredValue(Reason)), PromotionState.Review));
        return command.WithExamples("segml model approve demo-products --by bob");
    }

    /// <summary><c>reject</c>.</summary>
    public static Command Reject(CommandContext context)
    {
        var command = new Command("reject", "Refuse a version that waits, with a reason; the version in use stays") { Name, Version, Reason };
        command.SetAction(parsed => Decide(context, parsed, (desk, record, person) => desk.Reject(record.Pipeline, record.Version, person, CommandContext.People(), parsed.GetRequiredValue(Reason)), PromotionState.Review, PromotionState.Candidate));
        return command.WithExamples("segml model reject demo-products --by bob --reason \"the new family is missing\"");
    }

    private static int Decide(CommandContext context, ParseResult parsed, Func<PromotionDesk, VersionPromotion, string, PromotionRecord> act, params ReadOnlySpan<PromotionState> states)
    {
        using var workspace = context.OpenWorkspace(parsed);
        var record = ModelPromotionsCommand.Find(workspace, parsed.GetRequiredValue(Name), parsed.GetValue(Version), states);
        PromotionView.Show(context.Console, act(Desk(context, workspace), record.Promotion, context.Actor(parsed)));
        return ExitCode.Done;
    }

    private static PromotionDesk Desk(CommandContext context, Workspace workspace) => new(workspace.Snapshots, workspace.Models, workspace.Promotions, context.Clock);
}
