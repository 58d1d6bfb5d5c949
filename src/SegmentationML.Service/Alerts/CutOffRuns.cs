using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Alerts;

/// <summary>Runs that were cut off and that a service is about to go on with by itself: a restart in mid-run is nothing that an owner must be told.</summary>
/// <param name="clock">The clock.</param>
internal sealed class CutOffRuns(TimeProvider clock)
{
    /// <summary>How long a service, or another worker after its lease of 30 seconds, has to go on with a run before it is told as cut off.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, (string Run, int Attempt, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Whether a run counts as under way still: cut off, a service's own, not too often, and first seen so less than <see cref="Grace"/> ago.</summary>
    /// <param name="run">A run.</param>
    public bool IsGoneOnWith(RunRecord run)
    {
        if (run is not { State: RunState.Interrupted, Terms: not null, Attempt: < RunRecovery.MostAttempts })
        {
            return false;
        }

        var now = clock.GetUtcNow();
        if (!_seen.TryGetValue(run.Pipeline, out var seen) || (seen.Run, seen.Attempt) != (run.Id, run.Attempt))
        {
            _seen[run.Pipeline] = seen = (run.Id, run.Attempt, now);
        }

        return now - seen.Since < Grace;
    }
}
