namespace SegmentationML.Pipeline.Ports;

/// <summary>The record of runs and steps: what ran, on what, with which outcome. It outlives the cache.</summary>
/// <remarks>Every call is durable when it returns. Times come from the ledger's clock.</remarks>
public interface IRunLedger
{
    /// <summary>
    /// Starts a run, or goes on with the last one of this pipeline when that was cut off (killed, cancelled or failed) and asked for the same thing: then it keeps its id.
    /// Only one run of a pipeline can be open, on this machine or any other: the lease ends with the process.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="wait">How long to wait for a run that is under way; zero refuses at once with <c>SEG-LEDG-001</c>, naming the holder; <see cref="Timeout.InfiniteTimeSpan"/> waits until cancelled.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    IRunLease Begin(RunRequest request, TimeSpan wait, CancellationToken cancellation = default);

    /// <summary>Notes that a run is to be cancelled. Whoever runs it, on this machine or another, learns of it by <see cref="IRunLease.CancelAsked"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="by">Who wishes it.</param>
    /// <returns>False when the run is not under way.</returns>
    bool AskToCancel(string runId, string by);

    /// <summary>The runs of one pipeline or of all, newest first.</summary>
    /// <param name="pipeline">A pipeline's name, or null for all.</param>
    /// <param name="limit">At most so many.</param>
    IReadOnlyList<RunRecord> Runs(string? pipeline, int limit);

    /// <summary>One run; null when there is none of that id.</summary>
    /// <param name="runId">The run.</param>
    RunRecord? Find(string runId);

    /// <summary>The steps of a run, in order of the flow.</summary>
    /// <param name="runId">The run.</param>
    IReadOnlyList<StepRecord> Steps(string runId);
}
