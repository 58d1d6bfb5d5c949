using System.CommandLine;
using SegmentationML.Cli.Models;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Pipeline.Publish.Diff;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml model</c>: segmentations as definitions: begun, tested, written down, compared.</summary>
internal static class ModelCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The model's name, pipeline@version for the model of a published version, or name:version (or name:alias) for a registered one" };
    private static readonly Argument<string> Other = new("other") { Description = "The model to compare with, written in the same way" };
    private static readonly Option<string?> Out = new("--out", "-o") { Description = "Write to this file instead of the terminal", HelpName = "FILE" };
    private static readonly Option<string?> Since = new("--since") { Description = "Tell what changed since this model, written as a name or pipeline@version", HelpName = "MODEL" };

    public static Command Create(CommandContext context) => new("model", "Segmentations: begin, test, write down and compare them; registered versions, and how they come into use")
    {
        New(context), Test(context), Document(context), Compare(context),
        ModelListCommand.Create(context), ModelShowCommand.Create(context), ModelAliasCommand.Create(context), ModelTagCommand.Create(context), ModelExportCommand.Create(context), ModelGcCommand.Create(context),
        ModelImpactCommand.Create(context), ModelPromotionsCommand.Create(context), ModelPromoteCommand.Promote(context), ModelPromoteCommand.Approve(context), ModelPromoteCommand.Reject(context), ModelRollbackCommand.Create(context),
    };

    private static Command New(CommandContext context)
    {
        var name = new Argument<string>("name") { Description = "Lower-case letters, digits and hyphens" };
        var command = new Command("new", "Make models/NAME/model.yaml and tests.yaml in the current folder") { name };
        command.SetAction(parsed => NewCommand.Write(context, ScaffoldModel.Files(NewCommand.CheckName(parsed.GetRequiredValue(name)))));
        return command.WithExamples("segml model new spare-parts-by-risk");
    }

    private static Command Test(CommandContext context)
    {
        var command = new Command("test", "Run a model's decision tests; exit code 1 when one fails") { Name };
        command.SetAction(parsed =>
        {
            var model = Read(context, parsed, parsed.GetRequiredValue(Name)).Model;
            var outcomes = DecisionTests.Run(model);
            foreach (var outcome in outcomes)
            {
                context.Console.Out.WriteLine($"{(outcome.Passed ? "pass" : "FAIL")} {outcome}");
            }

            context.Console.Out.WriteLine($"{outcomes.Count(o => o.Passed)} passed, {outcomes.Count(o => !o.Passed)} failed.");
            return outcomes.All(o => o.Passed) ? ExitCode.Done : ExitCode.Failed;
        });
        return command.WithExamples("segml model test retail-products");
    }

    private static Command Document(CommandContext context)
    {
        var command = new Command("document", "Write down how a model decides: drivers, thresholds, matrix, rules, examples, changes (Markdown)") { Name, Out, Since };
        command.SetAction(parsed =>
        {
            var since = parsed.GetValue(Since) is { } other ? Read(context, parsed, other).Model : null;
            var text = LogicDocument.Render(Read(context, parsed, parsed.GetRequiredValue(Name)).Model, since);
            if (parsed.GetValue(Out) is { } file)
            {
                File.WriteAllText(file, text);
            }
            else
            {
                context.Console.Out.Write(text);
            }

            return ExitCode.Done;
        });
        return command.WithExamples("segml model document retail-products --out retail-products.md", "segml model document online-retail-products@2 --since online-retail-products@1");
    }

    private static Command Compare(CommandContext context)
    {
        var command = new Command("compare", "Tell what differs between two models; between two published versions also who is in another segment") { Name, Other };
        command.SetAction(parsed =>
        {
            var (first, second) = (Read(context, parsed, parsed.GetRequiredValue(Name)), Read(context, parsed, parsed.GetRequiredValue(Other)));
            var differences = ModelDifference.Of(first.Model, second.Model);
            foreach (var difference in differences)
            {
                context.Console.Out.WriteLine(difference.ToString());
            }

            context.Console.Out.WriteLine($"{differences.Count} settings differ.");
            if (first.Registered is { } older && second.Registered is { } newer)
            {
                FittedComparison.Show(context.Console, older, newer);
            }

            foreach (var outcome in DecisionTests.Run(second.Model with { Tests = first.Model.Tests }).Where(o => !o.Passed))
            {
                context.Console.Out.WriteLine($"a decision test of the first fails in the second: {outcome}");
            }

            if (first.Version is { } from && second.Version is { } to)
            {
                Migration(context, from, to);
            }

            return ExitCode.Done;
        });
        return command.WithExamples("segml model compare retail-products distributor-products", "segml model compare online-retail-products@1 online-retail-products@2", "segml model compare retail-products:champion retail-products:challenger");
    }

    /// <summary>A model by its name, that of a published version, or a registered version.</summary>
    private static (ModelDefinition Model, Snapshot? Version, ModelVersion? Registered) Read(CommandContext context, ParseResult parsed, string name)
    {
        if (name.Split('@') is [var pipeline, var number])
        {
            VersionSelector.Parse(number);
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var snapshot = CommandContext.FindSnapshot(workspace, pipeline, number);
            var record = SegmentRecord.Read(snapshot.Folder) ?? throw new ProblemException(new Problem("SEG-CLI-012", $"Version {number} of {pipeline} does not hold its model: it is older than such records.", "Take a later version, or name a model."));
            return (record.Model, snapshot, null);
        }

        if (name.Contains(':', StringComparison.Ordinal))
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var registered = ModelVersionName.Parse(name).Load(workspace);
            return (ModelFiles.ReadDefinition(registered.Folder), null, registered);
        }

        var model = Definitions.ReadModel(name, CommandContext.DefinitionRoots());
        ProblemException.ThrowIfAny(model.Validate());
        return (model, null, null);
    }

    private static void Migration(CommandContext context, Snapshot from, Snapshot to)
    {
        using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
        var moves = SnapshotDiff.Segments(engine, from, to).Where(m => m.From is not null && m.To is not null).ToArray();
        var (common, moved) = (moves.Sum(m => m.Entities), moves.Where(m => m.From != m.To).Sum(m => m.Entities));
        context.Console.Out.WriteLine(common == 0 ? "The versions have no entity in common." : $"{moved:N0} of {common:N0} common entities ({(double)moved / common:P1}) are in another segment.");
        if (moved > 0)
        {
            context.Console.Table(["from", "to", ">entities"], moves.Where(m => m.From != m.To).Select(m => (IReadOnlyList<string>)[m.From!, m.To!, $"{m.Entities:N0}"]));
        }
    }
}
