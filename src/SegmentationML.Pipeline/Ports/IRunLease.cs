namespace SegmentationML.Pipeline.Ports;

/// <summary>The right to run a pipeline, held until disposed or until the process ends.</summary>
public interface IRunLease : IDisposable
{
    /// <summary>The run as it stands now.</summary>
    RunRecord Run { get; }

    /// <summary>A number that grows with every lease of a pipeline: a commit with a lower token than the newest is refused.</summary>
    long FencingToken { get; }

    /// <summary>Who asked for the run.</summary>
    string Actor { get; }

    /// <summary>Cancelled within seconds after somebody asked the ledger that the run be.</summary>
    CancellationToken CancelAsked { get; }

    /// <summary>Notes that a step begins.</summary>
    /// <param name="step">The step.</param>
    /// <param name="key">The digest of its inputs, options and code.</param>
    void StepStarted(StepName step, string key);

    /// <summary>Notes how a step ended.</summary>
    /// <param name="step">The step.</param>
    /// <param name="key">The digest of its inputs, options and code.</param>
    /// <param name="state"><see cref="StepState.Done"/>, <see cref="StepState.Skipped"/> or <see cref="StepState.Failed"/>.</param>
    /// <param name="rows">Rows that it made; 0 when none.</param>
    /// <param name="summary">A few words for the report, such as <c>541,909 lines from 1 file</c>.</param>
    void StepEnded(StepName step, string key, StepState state, long rows, string summary);

    /// <summary>Notes how the run ended.</summary>
    /// <param name="state">Any state but <see cref="RunState.Running"/>.</param>
    /// <param name="version">The version that was published, if any.</param>
    /// <param name="problem">The first problem on one line, if any.</param>
    void Ended(RunState state, long? version, string? problem);
}
