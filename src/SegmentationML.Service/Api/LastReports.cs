using SegmentationML.Service.Security;
using SegmentationML.Storage;

namespace SegmentationML.Service.Api;

/// <summary>The reports of the last runs, and who may see them: a report sums up every version that it looks at, so it is for callers from whom none of them keeps anything.</summary>
internal sealed class LastReports(Workspace workspace, VersionChoice versions)
{
    /// <summary>The report of a pipeline's last run; null when there is none.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    public FileInfo? Of(string pipeline) => new FileInfo(Path.Combine(workspace.ReportsFolder, pipeline, "latest.html")) is { Exists: true } file ? file : null;

    /// <summary>Whether a caller may see it.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="sight">What the caller may see.</param>
    public bool IsOpenTo(string pipeline, Sight sight) => sight.IsFull || versions.List(pipeline).All(sight.IsWhole);
}
