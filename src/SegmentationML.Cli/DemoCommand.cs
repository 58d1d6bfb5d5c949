using System.CommandLine;
using SegmentationML.Cli.Demo;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Cli;

/// <summary><c>segml demo</c>: makes a distributor and runs the whole flow on it.</summary>
internal static class DemoCommand
{
    private static readonly Option<string> Size = new Option<string>("--size") { Description = "small (seconds), medium, or m5 (30,490 products x 1,941 days, 18.6 million lines)", DefaultValueFactory = _ => DemoSize.Small.Name }
        .AcceptOnlyFromAmong([.. DemoSize.All.Select(s => s.Name)]);
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of the generator", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the outcome as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("demo", "Make the data of a distributor and run the whole flow on it") { Size, Seed, Json };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed, cancellation));
        return command.WithExamples("segml demo", "segml demo --size medium --workspace /tmp/demo", "segml demo --size m5");
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        using var workspace = context.OpenWorkspace(parsed);
        var size = DemoSize.All.Single(s => s.Name == parsed.GetValue(Size));
        var folder = Path.Combine(workspace.Folder, "demo", size.Name);
        context.Console.Error.WriteLine($"Making the {size.Name} demo data in {folder} …");
        var data = await Task.Run(() => DemoDataset.Generate(size, parsed.GetValue(Seed), folder, null, cancellation), cancellation);
        context.Console.Error.WriteLine($"{data.Find(DemoTable.OrderLines)!.Rows:N0} order lines{(data.Reused ? " (already there)" : "")}.");
        var definitions = Definitions.Read(size.Name == DemoSize.M5.Name ? "demo-m5" : "demo-products", CommandContext.DefinitionRoots(), []);
        var sources = definitions.Pipeline.Ingest.Sources.Keys.ToDictionary(name => name, name => Path.Combine(folder, $"{name}.csv"), StringComparer.Ordinal);
        return await RunSession.RunAsync(context, definitions, new RunOptions { Sources = sources, By = context.Actor(parsed) }, workspace, parsed.GetValue(Json), cancellation);
    }
}
