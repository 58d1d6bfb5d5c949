using SegmentationML.Core;
using SegmentationML.Core.Governance;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage;

/// <summary>Brings the content of a former version back into use, as a new version; model, aliases and promotions follow. Command line and service roll back through it.</summary>
public static class VersionRollback
{
    /// <summary>Rolls back.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="to">The version whose content comes back; it must have been in use.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="reason">Why, for the audit chain.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The new version; null when the one in use has that content already.</returns>
    /// <remarks>A rollback that was cut off goes on under the same run when it is asked for again, and publishes once.</remarks>
    public static Snapshot? Run(Workspace workspace, string pipeline, long to, string actor, string reason, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ProblemException.ThrowIfAny(GovernedText.Line("The reason of a rollback", reason, required: true));
        var current = workspace.Snapshots.Current(pipeline)?.Commit.Version;
        using var lease = workspace.Ledger.Begin(new RunRequest(pipeline, StepKey.OfText($"rollback to {to} after {current}")) { Actor = actor }, TimeSpan.Zero, cancellation);
        try
        {
            var back = workspace.Snapshots.Rollback(lease, to, AuditEvent.Of("version.rolled-back", pipeline, actor, ("reason", reason)));
            lease.Ended(back is null ? RunState.Unchanged : RunState.Published, back?.Commit.Version, null);
            if (back is not null)
            {
                workspace.Promotions.Follow(pipeline, actor, reason);
            }

            return back;
        }
        catch (ProblemException e)
        {
            lease.Ended(RunState.Failed, null, e.Problems[0].ToString());
            throw;
        }
    }

    /// <summary>The version that was in use before the present one, of another content; null when there is none.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="pipeline">The pipeline's name.</param>
    public static long? Before(Workspace workspace, string pipeline)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var history = workspace.Snapshots.History(pipeline);
        var current = history.FirstOrDefault(v => v.State == VersionState.Live);
        return history.Where(v => v.State == VersionState.Past && v.Expired is null && v.Commit.ContentDigest != current?.Commit.ContentDigest)
            .OrderByDescending(v => v.LiveTo).ThenByDescending(v => v.Commit.Version).FirstOrDefault()?.Commit.Version;
    }
}
