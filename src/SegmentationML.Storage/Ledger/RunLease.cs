using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger.Locks;

namespace SegmentationML.Storage.Ledger;

/// <summary>A run that is held: the lock and the newest fencing token of its pipeline.</summary>
internal sealed class RunLease(LedgerDatabase database, IPipelineLock held, TimeProvider clock, RunRecord run, long fencingToken, RunRequest request) : IRunLease
{
    private readonly DateTimeOffset _started = Timestamp.Now(clock);
    private readonly CancelWish _wish = new(database, run.Id, clock);
    private bool _disposed;

    public RunRecord Run { get; private set; } = run;

    public long FencingToken { get; } = fencingToken;

    public string Actor { get; } = request.Actor;

    public CancellationToken CancelAsked => _wish.Token;

    public void StepStarted(StepName step, string key)
        => Note((connection, now) => RunRows.StartStep(connection, Run, step, key, now));

    public void StepEnded(StepName step, string key, StepState state, long rows, string summary)
    {
        if (state == StepState.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "A step ends as Done, Skipped or Failed.");
        }

        Note((connection, now) => RunRows.EndStep(connection, Run, step, key, state, rows, summary, now));
    }

    public void Ended(RunState state, long? version, string? problem)
    {
        if (state == RunState.Running)
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "A run ends in any state but Running.");
        }

        if (Run.State != RunState.Running)
        {
            throw new InvalidOperationException($"Run {Run.Id} has ended as {Run.State} already.");
        }

        Note((connection, now) =>
        {
            RunRows.End(connection, Run, state, version, problem, Actor, now);
            RunMessage.Add(connection, request.Followers, RunRows.Get(connection, Run.Id).Record, _started, now);
        });
    }

    /// <summary>Lets the pipeline go. A run whose end was not noted stands as interrupted from then on, and can be resumed.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _wish.Dispose();
        try
        {
            if (Run.State == RunState.Running)
            {
                database.Write(connection =>
                {
                    if (RunRows.Holds(connection, Run.Pipeline, Run.Id, FencingToken))
                    {
                        var now = Timestamp.Now(clock);
                        RunRows.Interrupt(connection, Run.Pipeline, Actor, now);
                        RunMessage.Add(connection, request.Followers, RunRows.Get(connection, Run.Id).Record with { Ended = now }, _started, now);
                    }
                });
            }
        }
        catch (Exception e) when (e is ProblemException or ObjectDisposedException)
        {
            // The next run notes it: an exception here would hide the one that ended the run.
        }
        finally
        {
            held.Dispose();
        }
    }

    private void Note(Action<LedgerConnection, DateTimeOffset> change)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        held.Renew();
        var now = Timestamp.Now(clock);
        Run = database.Write(connection =>
        {
            if (!RunRows.Holds(connection, Run.Pipeline, Run.Id, FencingToken))
            {
                throw new ProblemException(LedgerProblem.LeaseLost(Run.Pipeline, Run.Id));
            }

            change(connection, now);
            return RunRows.Get(connection, Run.Id).Record;
        });
    }
}
