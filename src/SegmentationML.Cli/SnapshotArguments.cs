using System.CommandLine;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Cli;

/// <summary>What the verbs of <c>segml snapshot</c> share.</summary>
internal static class SnapshotArguments
{
    /// <summary>How a version may be named, for descriptions.</summary>
    public const string Forms = "number, alias, tag:NAME, day or UTC time";

    /// <summary>The tables of a version.</summary>
    public static readonly string[] Tables = ["assignments", "forecasts", "policies", "forecast_levels"];

    public static Argument<string> Pipeline { get; } = new("pipeline") { Description = "The pipeline's name" };

    public static Option<string?> Version { get; } = new("--version", "-v") { Description = $"The version: {Forms} (default: the one in use)", HelpName = "VERSION" };

    public static Option<DateOnly?> AsOf { get; } = new("--as-of") { Description = "What held on this day, whichever version said so", HelpName = "DAY", CustomParser = RunCommand.ParseDate };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON" };

    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Say what would be done, and do nothing" };

    /// <summary>The version that the call names.</summary>
    public static Snapshot Find(Workspace workspace, ParseResult parsed) => CommandContext.FindSnapshot(workspace, parsed.GetRequiredValue(Pipeline), parsed.GetValue(Version));
}
