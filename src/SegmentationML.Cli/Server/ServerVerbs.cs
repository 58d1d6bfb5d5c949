using System.CommandLine;
using SegmentationML.Core;
using SegmentationML.Notebooks.Client;

namespace SegmentationML.Cli.Server;

/// <summary>The verbs that take <c>--server</c>; all others refuse it.</summary>
internal static class ServerVerbs
{
    private static readonly (string Path, string[] Options, Func<CommandContext, SegmlClient, ParseResult, CancellationToken, Task<int>> Run)[] All =
    [
        ("run", ["--as-of", "--from", "--force", "--json"], ServerRuns.RunAsync),
        ("runs", ["--limit", "--steps", "--json"], ServerRuns.ListAsync),
        ("snapshot list", ["--json"], ServerSnapshots.ListAsync),
        ("snapshot show", ["--version", "--json"], ServerSnapshots.ShowAsync),
        ("snapshot diff", ["--from", "--to", "--json"], ServerSnapshots.DiffAsync),
        ("snapshot export", ["--version", "--table", "--out"], ServerSnapshots.ExportAsync),
        ("explain", ["--version", "--json"], ServerSnapshots.ExplainAsync),
        ("model list", ["--json"], ServerModels.ListAsync),
        ("model promotions", ["--version", "--json"], ServerModels.PromotionsAsync),
        ("model promote", ["--version", "--reason"], ServerModels.PromoteAsync),
        ("model approve", ["--version", "--reason"], ServerModels.ApproveAsync),
        ("model reject", ["--version", "--reason"], ServerModels.RejectAsync),
        ("override list", ["--json"], ServerGovernance.OverridesAsync),
        ("override add", ["--key", "--when", "--segment", "--reason", "--reference", "--from", "--to"], ServerGovernance.AddOverrideAsync),
        ("override approve", ["--note"], ServerGovernance.ApproveOverrideAsync),
        ("override refuse", ["--note"], ServerGovernance.RefuseOverrideAsync),
        ("override expire", ["--on", "--note"], ServerGovernance.ExpireOverrideAsync),
        ("case kinds", [], ServerGovernance.CaseKindsAsync),
        ("case list", ["--all", "--json"], ServerGovernance.CasesAsync),
        ("case show", ["--json"], ServerGovernance.CaseAsync),
        ("case open", ["--set"], ServerGovernance.OpenCaseAsync),
        ("case act", ["--set", "--note"], ServerGovernance.ActOnCaseAsync),
        ("case attach", [], ServerGovernance.AttachAsync),
        ("audit show", ["--kind", "--subject", "--actor", "--from", "--to", "--limit", "--json"], ServerGovernance.AuditAsync),
        ("audit verify", ["--head", "--json"], ServerGovernance.VerifyAuditAsync),
        ("audit export", ["--out"], ServerGovernance.ExportAuditAsync),
        ("alert list", ["--pipeline", "--silences", "--json"], ServerGovernance.AlertsAsync),
        ("alert silence", ["--match", "--hours", "--reason", "--end"], ServerGovernance.SilenceAsync),
    ];

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => All.Select(v => v.Path);

    /// <summary>Gives them their second way.</summary>
    public static void Install(RootCommand root, CommandContext context)
    {
        foreach (var (path, options, run) in All)
        {
            var command = path.Split(' ').Aggregate((Command)root, (at, word) => at.Subcommands.Single(c => c.Name == word));
            command.Action = new ServerAction(context, command.Action!, options, (client, parsed, cancellation) => run(context, client, parsed, cancellation));
        }
    }

    /// <summary>Throws when a verb is given a server that it cannot use.</summary>
    public static void Require(CommandContext context, ParseResult parsed)
    {
        if (parsed.GetValue(context.Server) is not null && parsed.CommandResult.Command.Action is not ServerAction && parsed.Action is not null && parsed.Action == parsed.CommandResult.Command.Action)
        {
            throw new ProblemException(new Problem("SEG-CLI-053", "This verb works on a workspace of this machine and takes no --server.", $"Leave --server out, or run it where the service runs. With a server work: {string.Join(", ", Names)}."));
        }
    }
}
