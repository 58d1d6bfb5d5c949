using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Cli;

/// <summary><c>segml outbox</c>: messages to other systems, such as MLflow, that wait or were refused.</summary>
internal static class OutboxCommand
{
    private static readonly Option<OutboxState?> State = new("--state") { Description = "Only messages in this state" };
    private static readonly Option<int> Limit = new("--limit", "-n") { Description = "At most so many, newest first", DefaultValueFactory = _ => 20 };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };
    private static readonly Option<bool> Again = new("--again") { Description = "Try refused messages, too" };

    public static Command Create(CommandContext context) => new("outbox", "Messages to other systems: MLflow, lineage")
    {
        List(context),
        Replay(context),
    };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "List messages, newest first") { State, Limit, Json };
        command.SetAction(parsed =>
        {
            using var workspace = context.OpenWorkspaceToRead(parsed);
            var messages = workspace.Outbox.List(parsed.GetValue(State), parsed.GetValue(Limit));
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(messages, StepKey.Json));
                return ExitCode.Done;
            }

            context.Console.Table(
                [">message", "topic", "state", "time (UTC)", ">attempts", "problem"],
                messages.Select(m => (IReadOnlyList<string>)[$"{m.Sequence}", m.Topic, m.State.ToString().ToLowerInvariant(), $"{m.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}", $"{m.Attempts}", m.Problem ?? ""]));
            return ExitCode.Done;
        });
        return command.WithExamples("segml outbox list", "segml outbox list --state refused --json");
    }

    private static Command Replay(CommandContext context)
    {
        var command = new Command("replay", "Deliver what waits, in order") { Again, Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var workspace = context.OpenWorkspace(parsed);
            var replay = await workspace.Outbox.ReplayAsync(parsed.GetValue(Again), cancellation);
            if (parsed.GetValue(Json))
            {
                context.Console.Out.WriteLine(JsonSerializer.Serialize(replay, StepKey.Json));
                return replay.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }

            foreach (var problem in replay.Problems)
            {
                context.Console.Error.WriteLine($"note {problem}");
            }

            context.Console.Out.WriteLine(replay.IsBusy
                ? "Another process is delivering; nothing was done."
                : $"Delivered: {replay.Delivered}. Refused: {replay.Refused}. Waiting: {replay.Waiting}.");
            return replay.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command.WithExamples("segml outbox replay", "segml outbox replay --again");
    }
}
