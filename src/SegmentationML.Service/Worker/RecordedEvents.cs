using System.Runtime.CompilerServices;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>The events of a run that another process runs, or that is over, as the ledger has them: each step when it has ended.</summary>
internal static class RecordedEvents
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Events after one that was seen, to the end of the run.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="after">The last one seen; 0 for none.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Ends watching.</param>
    public static async IAsyncEnumerable<RunEvent> Watch(string run, IRunLedger ledger, long after, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        var isFirst = true;
        RunRecord record;
        do
        {
            record = ledger.Find(run)!;
            // A further attempt counts its steps anew: its end is told whatever its number.
            foreach (var item in RunEvent.Of(record, ledger.Steps(run)).Where(e => e.Id > after || (!isFirst && e.Kind == RunEvent.EndedKind)))
            {
                yield return item;
                after = item.Id;
            }

            isFirst = false;
        }
        while (record.State == RunState.Running && await timer.WaitForNextTickAsync(cancellation));
    }
}
