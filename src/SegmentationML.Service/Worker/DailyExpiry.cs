using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Worker;

/// <summary>Lets old versions go once a day by each pipeline's rules, also while it publishes nothing: a time of grace ends by itself.</summary>
internal sealed class DailyExpiry(PipelineCatalog catalog, ISnapshotStore snapshots, TimeProvider clock, ILogger<DailyExpiry> logger)
{
    private DateOnly _done;

    /// <summary>Looks whether a day has begun.</summary>
    public void Look()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (today == _done)
        {
            return;
        }

        foreach (var pipeline in catalog.All().Select(e => e.Definitions?.Pipeline).Where(p => p?.Publish.Retention.LetsGo == true))
        {
            try
            {
                foreach (var line in snapshots.Expire(pipeline!.Name, pipeline.Publish.Retention, AuditEvent.Program).Where(l => l.Action != ExpiryAction.Keep))
                {
                    logger.LogInformation("Version {Version} of {Pipeline}: {Action} {Why}", line.Version, pipeline.Name, line.Action, line.Why);
                }
            }
            catch (ProblemException e)
            {
                logger.LogWarning("Old versions of {Pipeline} were not let go: {Problem}", pipeline!.Name, e.Problems[0]);
            }
        }

        _done = today;
    }
}
