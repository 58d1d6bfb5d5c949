using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Publish.Effective;
using SegmentationML.Storage.DuckDb;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli;

/// <summary><c>segml explain</c>: why an entity is where it is, what it is forecast and stocked by. Reads published files only.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "The pipeline's name" };
    private static readonly Argument<string> Entity = new("entity") { Description = "The entity's key; parts of a key are joined by |" };
    private static readonly Option<bool> Lineage = new("--lineage") { Description = "Walk back to the digests of files, model, contracts, features and sources" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("explain", "Say why an entity has its segment, how near the next one is, and what it is forecast and stocked by") { Pipeline, Entity, SnapshotArguments.Version, SnapshotArguments.AsOf, Lineage, Json };
        command.SetAction(parsed => Show(context, parsed));
        return command.WithExamples("segml explain online-retail-products 85123A", "segml explain online-retail-products 85123A --version 1 --json", "segml explain online-retail-products 85123A --as-of 2011-06-30", "segml explain online-retail-products 85123A --lineage");
    }

    private static int Show(CommandContext context, ParseResult parsed)
    {
        using var workspace = context.OpenWorkspaceToRead(parsed);
        var pipeline = parsed.GetRequiredValue(Pipeline);
        var (day, timeline) = (parsed.GetValue(SnapshotArguments.AsOf), EffectiveTimeline.Of(pipeline, CommandContext.FindHistory(workspace, pipeline)));
        var snapshot = day is { } asOf ? AssignmentsOn.Version(workspace.Snapshots, timeline, asOf) : CommandContext.FindSnapshot(workspace, pipeline, parsed.GetValue(SnapshotArguments.Version));
        using var held = workspace.Snapshots.Hold(snapshot);
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var key = PersonKey.Of(snapshot, parsed.GetRequiredValue(Entity), workspace.Persons);
        var explanation = PublishedEntity.Read(engine, snapshot, key) ?? throw new ProblemException(new Problem(
            "SEG-CLI-006",
            $"Version {snapshot.Commit.Version} of '{snapshot.Pipeline}' holds no entity '{key}'.",
            ClosestMatch.Of(key, PublishedEntity.KeysNear(engine, snapshot, key)) is { } near ? $"Did you mean '{near}'?" : "Keys are written as in the assignments table; the parts of a longer key are joined by |."));
        var stretches = day is null ? [] : EntityHistory.Of(engine, workspace.Snapshots, timeline, key);
        if (parsed.GetValue(Lineage))
        {
            ShowLineage(context, EntityLineage.Of(snapshot, key, explanation.Drivers.Keys, DefinitionsOf(snapshot.Pipeline, workspace.Persons)), parsed.GetValue(Json));
        }
        else if (parsed.GetValue(Json))
        {
            context.Console.Out.WriteLine(day is null ? JsonSerializer.Serialize(explanation, StepKey.Json) : JsonSerializer.Serialize(new { Day = day, snapshot.Commit.Version, Held = stretches, Entity = explanation }, StepKey.Json));
        }
        else
        {
            ExplainView.Print(context.Console, snapshot, explanation);
            ExplainView.PrintHistory(context.Console, stretches);
        }

        return ExitCode.Done;
    }

    private static void ShowLineage(CommandContext context, EntityLineage lineage, bool json)
    {
        if (json)
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(lineage, StepKey.Json));
        }
        else
        {
            LineageView.Print(context.Console, lineage);
        }
    }

    /// <summary>The pipeline as it is defined now; null when it is not here or cannot be read, since the version speaks for itself.</summary>
    private static Definitions? DefinitionsOf(string pipeline, PersonBook persons)
    {
        try
        {
            return Definitions.Read(pipeline, CommandContext.DefinitionRoots(), []).WithPersons(persons, enter: false);
        }
        catch (ProblemException)
        {
            return null;
        }
    }
}
