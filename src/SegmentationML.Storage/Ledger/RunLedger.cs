using System.Diagnostics;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Files;
using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger;

/// <summary>Runs and steps in the ledger; a run is held by a lock that ends with its process.</summary>
internal sealed class RunLedger(LedgerDatabase database, IPipelineLocks locks, TimeProvider clock) : IRunLedger
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(100);

    public IRunLease Begin(RunRequest request, TimeSpan wait, CancellationToken cancellation = default)
    {
        PipelineName.Require(request.Pipeline);
        ArgumentException.ThrowIfNullOrEmpty(request.Digest, nameof(request));
        var held = Acquire(request.Pipeline, wait, cancellation);
        try
        {
            return Open(request, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public bool AskToCancel(string runId, string by)
        => Find(runId) is { State: RunState.Running } && database.Write(connection => RunRows.AskToCancel(connection, runId, by, Timestamp.Now(clock)));

    public IReadOnlyList<RunRecord> Runs(string? pipeline, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        if (pipeline is not null)
        {
            PipelineName.Require(pipeline);
        }

        return [.. database.Read(connection => RunRows.List(connection, pipeline, limit)).Select(row => AsItStands(row.Record))];
    }

    public RunRecord? Find(string runId) => database.Read(connection => RunRows.Find(connection, runId)) is { } row ? AsItStands(row.Record) : null;

    public IReadOnlyList<StepRecord> Steps(string runId)
        => database.Read(connection =>
        {
            RunRows.Get(connection, runId);
            return RunRows.Steps(connection, runId);
        });

    private IPipelineLock Acquire(string pipeline, TimeSpan wait, CancellationToken cancellation)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (locks.Acquire(pipeline, cancellation) is { } held)
            {
                return held;
            }

            if (wait != Timeout.InfiniteTimeSpan && Stopwatch.GetElapsedTime(since) >= wait)
            {
                throw new ProblemException(LedgerProblem.Held(pipeline, Holder(pipeline)));
            }

            cancellation.WaitHandle.WaitOne(PollEvery);
        }
    }

    private RunLease Open(RunRequest request, IPipelineLock held)
    {
        var now = Timestamp.Now(clock);
        var holder = $"{Environment.MachineName} process {Environment.ProcessId}";
        var (run, token) = database.Write(connection =>
        {
            var token = RunRows.NextToken(connection, request.Pipeline);
            TellOfTheDead(connection, request, now);
            RunRows.Interrupt(connection, request.Pipeline, request.Actor, now);
            RequireStillUnfinished(connection, request);
            var id = Unfinished(RunRows.Last(connection, request.Pipeline), request);
            if (id is not null)
            {
                RunRows.Resume(connection, id, token, holder, now, isSameWish: request.Resume is not null);
            }
            else
            {
                id = RunRows.FreeId(connection, now);
                RunRows.Insert(connection, request, id, token, holder, now);
            }

            var run = RunRows.Get(connection, id).Record;
            RunRows.AuditBegin(connection, run, request, now);
            RunMessage.Add(connection, request.Followers, run, now, now);
            FollowerRows.Set(connection, request.Followers);
            return (run, token);
        });
        return new RunLease(database, held, clock, run, token, request);
    }

    /// <summary>A run that died with its process told nobody of its end: the next one does.</summary>
    private static void TellOfTheDead(LedgerConnection connection, RunRequest request, DateTimeOffset now)
    {
        if (RunRows.Last(connection, request.Pipeline) is { Record.State: RunState.Running } dead)
        {
            RunMessage.Add(connection, request.Followers, dead.Record with { State = RunState.Interrupted, Ended = now }, dead.AttemptStarted, now);
        }
    }

    private static void RequireStillUnfinished(LedgerConnection connection, RunRequest request)
    {
        if (request.Resume is { } run && Unfinished(RunRows.Last(connection, request.Pipeline), request) != run)
        {
            throw new ProblemException(LedgerProblem.NothingToResume(request.Pipeline, run));
        }
    }

    /// <summary>The id to go on with; null when the last run came to its end or was asked for something else.</summary>
    private static string? Unfinished(RunRows.Row? last, RunRequest request)
        => last is { Record.State: RunState.Interrupted or RunState.Failed or RunState.Cancelled } && last.RequestDigest == request.Digest ? last.Record.Id : null;

    private string? Holder(string pipeline)
    {
        var last = database.Read(connection => RunRows.Last(connection, pipeline));
        return last is { Record.State: RunState.Running } ? $"{last.Record.Holder} since {Timestamp.Text(last.AttemptStarted)} (run {last.Record.Id})" : null;
    }

    /// <summary>A run that the ledger still has as under way, but that nobody holds, was interrupted.</summary>
    private RunRecord AsItStands(RunRecord run)
        => run.State == RunState.Running && !locks.IsHeld(run.Pipeline) ? run with { State = RunState.Interrupted } : run;
}
