using System.CommandLine;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Service.Worker;

namespace SegmentationML.Cli;

/// <summary><c>segml run --dry-run</c>: what a run would do.</summary>
internal static class RunPlan
{
    /// <summary>Shows it.</summary>
    public static int Show(CommandContext context, ParseResult parsed, Definitions definitions, RunOptions options)
    {
        using var workspace = context.OpenWorkspace(parsed);
        definitions = definitions.WithOverrides(workspace.Overrides);
        using var resources = RunResources.Open(workspace);
        var plan = SegmentationPlan.Make(definitions, resources.Ports(workspace, new Terminal.PlainRunView(TextWriter.Null), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, context.Clock), options);
        context.Console.Table(
            [">", "step", "plan", "why"],
            plan.Steps.Select(s => (IReadOnlyList<string>)[$"{(int)s.Step + 1}", s.Step.ToString().ToLowerInvariant(), s.WillRun ? "run" : "skip", s.Why]));
        context.Console.Table(
            ["source", "file", ">bytes", "state"],
            plan.Files.Select(f => (IReadOnlyList<string>)[f.Source, f.Name, $"{f.Bytes:N0}", f.Loaded ? "loaded before" : "new"]));
        foreach (var note in plan.Notes)
        {
            context.Console.Out.WriteLine(note);
        }

        var free = new DriveInfo(workspace.Folder).AvailableFreeSpace;
        context.Console.Out.WriteLine($"Disk: about {plan.DiskBytes / 1048576.0:N0} MiB needed below {workspace.Folder}, {free / 1048576.0:N0} MiB free{(free < plan.DiskBytes ? " - NOT ENOUGH" : "")}. Nothing was changed.");
        return free < plan.DiskBytes ? ExitCode.Failed : ExitCode.Done;
    }
}
