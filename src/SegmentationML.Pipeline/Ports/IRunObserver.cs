namespace SegmentationML.Pipeline.Ports;

/// <summary>Watches a run, for a progress bar or an event stream. Calls come one at a time, from any thread.</summary>
public interface IRunObserver
{
    /// <summary>The run holds its pipeline and has its id; nothing has been done yet. Comes before every other call.</summary>
    /// <param name="run">The run as the ledger knows it.</param>
    void Began(RunRecord run)
    {
    }

    /// <summary>A step begins.</summary>
    /// <param name="step">Which.</param>
    void Started(StepName step);

    /// <summary>A step has come further.</summary>
    /// <param name="step">Which.</param>
    /// <param name="progress">How far.</param>
    void Progressed(StepName step, StepProgress progress);

    /// <summary>A step has ended.</summary>
    /// <param name="step">Which.</param>
    /// <param name="state">How.</param>
    /// <param name="summary">A few words.</param>
    /// <param name="elapsed">Time taken.</param>
    void Ended(StepName step, StepState state, string summary, TimeSpan elapsed);
}
