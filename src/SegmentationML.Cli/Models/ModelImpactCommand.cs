using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core.Governance.Impact;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli.Models;

/// <summary><c>segml model impact</c>: what a version changes against the one in use, or against any other.</summary>
internal static class ModelImpactCommand
{
    private const int FlowsShown = 15;
    private static readonly Argument<string> Pipeline = new("pipeline") { Description = "A name below pipelines/, a folder, or the path of a pipeline.yaml" };
    private static readonly Option<long?> Version = new("--version", "-v") { Description = "The version to look at (default: the newest)", HelpName = "N" };
    private static readonly Option<long?> Against = new("--against") { Description = "The version to compare with (default: the one in use, or the one before it)", HelpName = "N" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("impact", "Tell what a version changes: who moves where, value, stock and service, who loses most, which parameters change") { Pipeline, Version, Against, Json };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var definitions = Definitions.Read(parsed.GetRequiredValue(Pipeline), CommandContext.DefinitionRoots(), []);
                using var workspace = context.OpenWorkspaceToRead(parsed);
                using var engine = DuckDbEngine.Open(new DuckDbOptions());
                var name = definitions.Pipeline.Name;
                var version = parsed.GetValue(Version) is { } one ? workspace.Snapshots.Open(name, one) : CommandContext.FindSnapshots(workspace, name)[^1];
                var live = workspace.Snapshots.Current(name)?.Commit.Version;
                var against = parsed.GetValue(Against) ?? (live == version.Commit.Version ? version.Commit.Parent : live);
                var other = against is { } number ? workspace.Snapshots.Open(name, number) : null;
                var driver = (SegmentRecord.Read(version.Folder)?.Model ?? definitions.Model).ValueDriver;
                var impact = VersionImpact.Of(engine, version, other, driver, definitions.Rights, cancellation);
                if (parsed.GetValue(Json))
                {
                    context.Console.Out.WriteLine(JsonSerializer.Serialize(new { Pipeline = name, Version = version.Commit.Version, Against = against, Impact = impact }, StepKey.Json));
                }
                else
                {
                    context.Console.Out.WriteLine($"Version {version.Commit.Version} of {name} against {(against is { } n ? $"version {n}" : "nothing: it is the first")}:");
                    Show(context, impact);
                }

                return ExitCode.Done;
            },
            cancellation));
        return command.WithExamples("segml model impact demo-products", "segml model impact demo-products --version 4 --against 2 --json");
    }

    private static void Show(CommandContext context, ImpactAssessment impact)
    {
        var (size, total, console) = (impact.Size, impact.Total, context.Console);
        console.Out.WriteLine($"{size.Moved:N0} of {impact.Common:N0} entities move ({size.MovedShare:P1}), with {size.ValueMovedShare:P1} of the value; {impact.Entered:N0} enter, {impact.Left:N0} leave; most tiers crossed: {size.TiersCrossed}; key accounts moved: {size.KeyAccountsMoved}.");
        console.Out.WriteLine($"Safety stock {total.SafetyStockBefore:N0} -> {total.SafetyStockAfter:N0} units, {total.StockValueBefore:N0} -> {total.StockValueAfter:N0} at unit cost; service level weighted by value {Level(total.ServiceBefore)} -> {Level(total.ServiceAfter)}.");
        console.Table(
            ["from", "to", ">entities", ">value", ">stock value", ">service before", ">service after"],
            impact.Flows.Where(f => f.From != f.To).OrderByDescending(f => f.Value).ThenBy(f => f.From, StringComparer.Ordinal).ThenBy(f => f.To, StringComparer.Ordinal).Take(FlowsShown).Select(f => (IReadOnlyList<string>)
                [f.From ?? "new", f.To ?? "gone", $"{f.Entities:N0}", $"{f.Value:N0}", $"{f.Stock.StockValueAfter - f.Stock.StockValueBefore:+#,0;-#,0;0}", Level(f.Stock.ServiceBefore), Level(f.Stock.ServiceAfter)]));
        if (impact.WorstLosers.Count > 0)
        {
            console.Out.WriteLine($"{impact.Losers:N0} fare worse. The worst:");
            console.Table(
                ["key", "from", "to", ">value", ">service before", ">service after", ">loss"],
                impact.WorstLosers.Select(l => (IReadOnlyList<string>)[l.Key, l.From, l.To, $"{l.Value:N0}", Level(l.ServiceBefore), Level(l.ServiceAfter), $"{l.Loss:N0}"]));
        }

        console.Table(["parameter", ">changed", ">raised", ">lowered"], impact.Parameters.Select(p => (IReadOnlyList<string>)[p.Parameter, $"{p.Changed:N0}", $"{p.Raised:N0}", $"{p.Lowered:N0}"]));
    }

    private static string Level(double level) => double.IsNaN(level) ? "-" : $"{level:P1}";
}
