using System.CommandLine;
using System.Text.Json;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli.Server;

/// <summary><c>segml run</c> and <c>segml runs</c> through a service.</summary>
internal static class ServerRuns
{
    public static async Task<int> RunAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var started = await client.StartAsync(parsed.GetRequiredValue<string>("pipeline"), parsed.GetValue<DateOnly?>("--as-of"), parsed.GetValue<StepName?>("--from"), parsed.GetValue<bool>("--force"), cancellation);
        context.Console.Error.WriteLine($"{started.Pipeline}: run {started.Id}");
        var told = 0;
        var ended = await client.WaitAsync(started.Id, context.Clock, run => told = Tell(context, run, told), cancellation);
        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(ended, StepKey.Json));
        }
        else
        {
            context.Console.Out.WriteLine($"Run {ended.Id} of {ended.Pipeline}: {ended.State.ToString().ToLowerInvariant()}{(ended.Version is { } version ? $", version {version}" : "")}{(ended.Problem is { } problem ? $". {problem}" : "")}");
        }

        return ended.State switch
        {
            RunState.Published or RunState.Unchanged => ExitCode.Done,
            RunState.Blocked => ExitCode.ContractBlocked,
            RunState.Cancelled => ExitCode.Cancelled,
            _ => ExitCode.Failed,
        };
    }

    public static async Task<int> ListAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        IReadOnlyList<ServiceRun> runs = await client.RunsAsync(parsed.GetValue<string?>("pipeline"), parsed.GetValue<int>("--limit"), cancellation);
        if (parsed.GetValue<bool>("--steps"))
        {
            var full = new List<ServiceRun>();
            foreach (var run in runs)
            {
                full.Add(await client.RunAsync(run.Id, cancellation));
            }

            runs = full;
        }

        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(runs, StepKey.Json));
            return ExitCode.Done;
        }

        context.Console.Table(
            ["run", "pipeline", "state", "started (UTC)", ">version", "problem"],
            runs.Select(r => (IReadOnlyList<string>)[r.Id, r.Pipeline, r.State.ToString().ToLowerInvariant(), $"{r.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss}", r.Version?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", r.Problem ?? ""]));
        foreach (var run in runs.Where(r => r.Steps is not null))
        {
            context.Console.Out.WriteLine();
            context.Console.Out.WriteLine(run.Id);
            context.Console.Table(["step", "state", ">rows", "summary"], run.Steps!.Select(s => (IReadOnlyList<string>)[s.Step.ToString().ToLowerInvariant(), s.State.ToString().ToLowerInvariant(), $"{s.Rows:N0}", s.Summary]));
        }

        return ExitCode.Done;
    }

    private static int Tell(CommandContext context, ServiceRun run, int told)
    {
        var done = (run.Steps ?? []).Where(s => s.Ended is not null).ToArray();
        foreach (var step in done.Skip(told))
        {
            context.Console.Error.WriteLine($"{step.Step.ToString().ToLowerInvariant(),-9} {step.State.ToString().ToLowerInvariant(),-8} {step.Summary}");
        }

        return done.Length;
    }
}
