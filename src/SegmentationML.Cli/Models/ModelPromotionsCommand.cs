using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model promotions</c>: how the versions of a pipeline came into use, with the evidence.</summary>
internal static class ModelPromotionsCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Option<long?> Version = new("--version", "-v") { Description = "Only this version, with evidence and everything that was done", HelpName = "N" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("promotions", "List how the versions of a pipeline came into use; of one version the evidence, the decision and everything that was done") { Pipeline, Version, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var pipeline = parsed.GetRequiredValue(Pipeline);
            var records = parsed.GetValue(Version) is { } one ? [Find(workspace, pipeline, one)] : workspace.Promotions.List(pipeline);
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(records, StepKey.Json));
            }
            else if (parsed.GetValue(Version) is not null)
            {
                PromotionView.Show(context.Console, records[0]);
            }
            else
            {
                context.Console.Table(
                    [">version", "state", "model", "since (UTC)", "last act", "by", "gates failed"],
                    records.Select(r => (IReadOnlyList<string>)
                    [
                        $"{r.Promotion.Version}", PromotionView.Word(r.Promotion.State), r.ModelVersion is { } model ? $"{r.Model}:{model}" : r.Model, $"{r.Promotion.Entries[^1].Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", r.Promotion.Entries[^1].Action, r.Promotion.Entries[^1].Actor,
                        string.Join(", ", r.Promotion.Evidence.Where(e => e.Outcome == Core.Governance.Promotion.GateOutcome.Failed).Select(e => PromotionView.Word(e.Gate))),
                    ]));
            }

            return ExitCode.Done;
        });
        return command.WithExamples("segml model promotions demo-products", "segml model promotions demo-products --version 3");
    }

    /// <summary>A version's record; without a number the newest that is still on its way.</summary>
    public static PromotionRecord Find(Workspace workspace, string pipeline, long? version, params ReadOnlySpan<Core.Governance.Promotion.PromotionState> states)
    {
        if (version is { } number)
        {
            return workspace.Promotions.Find(pipeline, number) ?? throw new ProblemException(new Problem(
                "SEG-CLI-042", $"Version {number} of '{pipeline}' has no record of its promotion in {workspace.Folder}.", $"`segml model promotions {pipeline}` shows the versions on record."));
        }

        var wanted = states.ToArray();
        return workspace.Promotions.List(pipeline).LastOrDefault(r => wanted.Contains(r.Promotion.State)) ?? throw new ProblemException(new Problem(
            "SEG-CLI-043", $"No version of '{pipeline}' is in the state {string.Join(" or ", wanted.Select(PromotionView.Word))}.", $"`segml model promotions {pipeline}` shows how they stand: a candidate is first brought forward with `segml model promote`; others are named with --version."));
    }
}
