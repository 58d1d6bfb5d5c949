using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;

namespace SegmentationML.Cli.Server;

/// <summary><c>segml override</c>, <c>segml case</c>, <c>segml audit</c> and <c>segml alert</c> through a service. Who acts is the holder of the key.</summary>
internal static class ServerGovernance
{
    public static async Task<int> OverridesAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, parsed, await client.OverridesAsync(parsed.GetValue<string?>("pipeline"), cancellation), records => OverrideView.List(context.Console, records));

    public static async Task<int> AddOverrideAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.AddOverrideAsync(OverrideCommand.Request(context, parsed, parsed.GetRequiredValue<string>("pipeline")), cancellation), OverrideView.Tell);

    public static async Task<int> ApproveOverrideAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.DecideOverrideAsync(Number(parsed), true, Note(parsed), cancellation), OverrideView.Tell);

    public static async Task<int> RefuseOverrideAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.DecideOverrideAsync(Number(parsed), false, Note(parsed), cancellation), OverrideView.Tell);

    public static async Task<int> ExpireOverrideAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.ExpireOverrideAsync(Number(parsed), parsed.GetValue<DateOnly?>("--on"), Note(parsed), cancellation), OverrideView.Tell);

    public static async Task<int> CaseKindsAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.CaseKindsAsync(parsed.GetRequiredValue<string>("pipeline"), cancellation), CaseView.Kinds);

    public static async Task<int> CasesAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, parsed, await client.CasesAsync(parsed.GetValue<string?>("pipeline"), parsed.GetValue<bool>("--all"), cancellation), cases => CaseView.List(context.Console, cases, context.Clock.GetUtcNow()));

    public static async Task<int> CaseAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Show(context, parsed, await client.CaseAsync(Number(parsed), cancellation), detail => CaseView.Show(context.Console, detail));

    public static async Task<int> OpenCaseAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.OpenCaseAsync(parsed.GetRequiredValue<string>("pipeline"), parsed.GetRequiredValue<string>("kind"), CaseCommand.Fields(parsed), cancellation), CaseView.Tell);

    public static async Task<int> ActOnCaseAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.ActOnCaseAsync(Number(parsed), parsed.GetRequiredValue<string>("action"), CaseCommand.Fields(parsed), Note(parsed), cancellation), CaseView.Tell);

    public static async Task<int> AttachAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.AttachAsync(Number(parsed), CaseCommand.Evidence(parsed.GetRequiredValue<string>("file")), cancellation), CaseView.Tell);

    public static async Task<int> AuditAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => Done(context, await client.AuditAsync(AuditCommand.Filter(parsed), cancellation), (console, entries) => AuditView.List(console, entries, parsed.GetValue<bool>("--json")));

    public static async Task<int> VerifyAuditAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => AuditView.Verdict(context.Console, await client.VerifyAuditAsync(parsed.GetValue<string?>("--head"), cancellation), parsed.GetValue<bool>("--json"));

    public static async Task<int> ExportAuditAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var (path, head) = (parsed.GetRequiredValue<string>("--out"), "");
        await ServerFile.WriteAsync(path, async file => head = await client.ExportAuditAsync(file, cancellation));
        context.Console.Error.WriteLine($"The chain is written to {path}");
        context.Console.Out.WriteLine(head);
        return ExitCode.Done;
    }

    public static async Task<int> AlertsAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => parsed.GetValue<bool>("--silences")
            ? Show(context, parsed, await client.SilencesAsync(cancellation), silences => AlertListView.Silences(context.Console, silences, context.Clock.GetUtcNow()))
            : Show(context, parsed, await client.AlertsAsync(parsed.GetValue<string?>("--pipeline"), cancellation), alerts => AlertListView.Alerts(context.Console, alerts));

    public static async Task<int> SilenceAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
        => parsed.GetValue<long?>("--end") is { } number
            ? Done(context, await client.EndSilenceAsync(number, cancellation), AlertListView.Ended)
            : Done(context, await client.SilenceAsync(parsed.GetValue<string[]>("--match") ?? [], parsed.GetValue<double>("--hours"), parsed.GetValue<string>("--reason") ?? "", cancellation), AlertListView.Begun);

    private static long Number(ParseResult parsed) => parsed.GetRequiredValue<long>("number");

    private static string Note(ParseResult parsed) => parsed.GetValue<string>("--note") ?? "";

    private static int Done<T>(CommandContext context, T answer, Action<SegmlConsole, T> tell)
    {
        tell(context.Console, answer);
        return ExitCode.Done;
    }

    private static int Show<T>(CommandContext context, ParseResult parsed, T answer, Action<T> print)
    {
        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(answer, StepKey.Json));
        }
        else
        {
            print(answer);
        }

        return ExitCode.Done;
    }
}
