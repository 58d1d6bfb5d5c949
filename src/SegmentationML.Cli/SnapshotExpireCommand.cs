using System.CommandLine;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Cli;

/// <summary><c>segml snapshot expire</c>: lets old versions go by rules.</summary>
internal static class SnapshotExpireCommand
{
    private static readonly Option<int?> KeepLast = new("--keep-last") { Description = "Keep so many of the newest versions that were in use", HelpName = "N" };
    private static readonly Option<int?> KeepDays = new("--keep-days") { Description = "Keep what was published in so many last days", HelpName = "DAYS" };
    private static readonly Option<double?> Grace = new("--grace-hours") { Description = "Hours between marking a version and deleting its files", HelpName = "HOURS" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("expire", "Let old versions go: mark them, and delete the files of those whose time of grace is over")
        {
            SnapshotArguments.Pipeline, KeepLast, KeepDays, Grace, SnapshotArguments.DryRun, SnapshotArguments.Json,
        };
        command.SetAction(parsed => Expire(context, parsed));
        return command.WithExamples(
            "segml snapshot expire online-retail-products --dry-run", "segml snapshot expire online-retail-products --keep-last 10", "segml snapshot expire online-retail-products --keep-last 10 --keep-days 90 --grace-hours 0");
    }

    private static int Expire(CommandContext context, ParseResult parsed)
    {
        var (name, isDry) = (parsed.GetRequiredValue(SnapshotArguments.Pipeline), parsed.GetValue(SnapshotArguments.DryRun));
        using var workspace = isDry ? context.OpenWorkspaceToRead(parsed) : context.OpenWorkspace(parsed);
        CommandContext.FindHistory(workspace, name);
        var rules = Rules(parsed, name);
        var lines = workspace.Snapshots.Expire(name, rules, context.Actor(parsed), isDry);
        if (parsed.GetValue(SnapshotArguments.Json))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(new { Rules = rules, DryRun = isDry, Versions = lines }, StepKey.Json));
        }
        else
        {
            context.Console.Table([">version", isDry ? "would be" : "was", "why", ">MB"], lines.Select(l => (IReadOnlyList<string>)[$"{l.Version}", Word(l.Action), l.Why, $"{l.Bytes / 1e6:N1}"]));
            context.Console.Out.WriteLine($"{lines.Count(l => l.Action == ExpiryAction.Sweep):N0} of {lines.Count:N0} versions {(isDry ? "would go" : "are gone")}, {lines.Where(l => l.Action == ExpiryAction.Sweep).Sum(l => l.Bytes) / 1e6:N1} MB.");
        }

        return lines.Any(l => l.Action == ExpiryAction.Left) ? ExitCode.Failed : ExitCode.Done;
    }

    private static RetentionOptions Rules(ParseResult parsed, string pipeline)
    {
        var (last, days, grace) = (parsed.GetValue(KeepLast), parsed.GetValue(KeepDays), parsed.GetValue(Grace));
        var rules = last is null && days is null ? Definitions.Read(pipeline, CommandContext.DefinitionRoots(), []).Pipeline.Publish.Retention : new RetentionOptions { KeepLast = last, KeepDays = days };
        if (!rules.LetsGo)
        {
            throw new ProblemException(new Problem("SEG-CLI-048", $"No rule lets a version of '{pipeline}' go.", "Give --keep-last or --keep-days, or set publish.retention in its pipeline.yaml."));
        }

        return grace is { } hours ? rules with { GraceHours = hours } : rules;
    }

    private static string Word(ExpiryAction action) => action switch
    {
        ExpiryAction.Keep => "kept",
        ExpiryAction.Mark => "marked",
        ExpiryAction.Wait => "marked before",
        ExpiryAction.Sweep => "deleted",
        ExpiryAction.InUse => "left for now",
        _ => "left in part",
    };
}
