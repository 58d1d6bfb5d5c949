using Microsoft.Extensions.Logging;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Goes on with runs of a service that were cut off: by the end of this process or of another worker's, a graceful stop, or a lease that ran out.</summary>
/// <remarks>
/// The ledger says which they are, whoever started them and why, so that requests and triggers are covered as the calendar is. Of several workers that try at once one gets the lease;
/// the request names the run, so that one that has come to its end meanwhile is not run again.
/// </remarks>
internal sealed class RunRecovery(PipelineCatalog catalog, IRunLedger ledger, RunBoard board, RunStarter starter, ILogger<RunRecovery> logger)
{
    /// <summary>A run that was cut off so often may be what ends its worker: a person has to look.</summary>
    internal const int MostAttempts = 4;

    private const int MostTries = 3;
    private readonly Dictionary<string, (string Run, int Attempt, int Tries)> _tried = new(StringComparer.Ordinal);

    /// <summary>Looks once at all pipelines.</summary>
    public void Look()
    {
        foreach (var pipeline in catalog.All().Where(e => e.Definitions is not null && e.Problems.Count == 0).Select(e => e.Name))
        {
            if (board.OfPipeline(pipeline) is null && ledger.Runs(pipeline, 1) is [{ State: RunState.Interrupted, Terms: not null } run])
            {
                GoOn(run);
            }
        }
    }

    private void GoOn(RunRecord run)
    {
        var tries = _tried.GetValueOrDefault(run.Pipeline) is var last && last.Run == run.Id && last.Attempt == run.Attempt ? last.Tries : 0;
        if (tries >= MostTries)
        {
            return; // It cannot be gone on with, such as after a change of its definition: a new run will take its place.
        }

        _tried[run.Pipeline] = (run.Id, run.Attempt, tries + 1);
        if (run.Attempt < MostAttempts)
        {
            starter.Resume(run);
        }
        else if (tries == 0)
        {
            logger.LogError("Run {Run} of {Pipeline} was cut off {Attempts} times and is left as it is: find out what ends it, then resume it", run.Id, run.Pipeline, run.Attempt);
        }
    }
}
