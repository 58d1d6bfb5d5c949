using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.Ledger;

/// <summary>What a follower is told of a run: how it stood when it began or ended.</summary>
/// <param name="Pipeline">The pipeline's name.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Run">The run's id.</param>
/// <param name="Attempt">Which attempt, 1 and up.</param>
/// <param name="State">Running when it began; otherwise how it ended.</param>
/// <param name="Started">When the attempt began.</param>
/// <param name="Ended">When it ended; null when it began.</param>
/// <param name="Version">The version that it published.</param>
/// <param name="Problem">Why it failed.</param>
/// <param name="Target">Where the follower is, JSON.</param>
internal sealed record RunMessage(
    string Pipeline, string Model, string Run, int Attempt, RunState State, DateTimeOffset Started, DateTimeOffset? Ended, long? Version, string? Problem, string Target)
{
    /// <summary>Tells all followers of a run how it stands, inside the transaction of the change. MLflow logs a run when it has ended, and is not told before.</summary>
    /// <param name="connection">The transaction.</param>
    /// <param name="followers">The followers.</param>
    /// <param name="run">The run as it is now.</param>
    /// <param name="started">When the attempt began.</param>
    /// <param name="now">The time of the change.</param>
    public static void Add(LedgerConnection connection, IReadOnlyList<RunFollower> followers, RunRecord run, DateTimeOffset started, DateTimeOffset now)
    {
        foreach (var follower in followers.Where(f => run.Ended is not null || f.Topic != FollowerRows.Mlflow))
        {
            var message = new RunMessage(run.Pipeline, follower.Model, run.Id, run.Attempt, run.State, started, run.Ended, run.Version, run.Problem, follower.Target);
            OutboxRows.Add(connection, follower.Topic, JsonSerializer.Serialize(message, StepKey.Json), now);
        }
    }

    /// <summary>Reads a message.</summary>
    public static RunMessage Parse(string payload) => JsonSerializer.Deserialize<RunMessage>(payload, StepKey.Json) ?? throw new JsonException("The payload is null.");
}
