using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Snapshots;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>Puts together how pipelines stand.</summary>
internal sealed class PipelineViews(PipelineCatalog catalog, IRunLedger ledger, AssignmentIndexes versions, RunStarter starter, ServiceOptions options, TimeProvider clock)
{
    /// <summary>All pipelines, by name.</summary>
    public IReadOnlyList<PipelineView> All() => [.. catalog.All().Select(Of)];

    /// <summary>One.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public PipelineView One(string name) => Of(catalog.Find(name) ?? throw new ProblemException(PipelineCatalog.Unknown(name)));

    private PipelineView Of(CatalogEntry entry)
    {
        var (pipeline, version) = (entry.Definitions?.Pipeline, versions.Current(entry.Name));
        return new PipelineView(
            entry.Name, pipeline?.Description, pipeline?.Model, pipeline?.Entity,
            version?.Commit.Version, version?.Content.AsOf, version?.Commit.Time, version?.Content.Tables[0].Rows,
            ledger.Runs(entry.Name, 1) is [var last] ? RunView.Of(last) : null,
            Schedule(pipeline),
            [.. entry.Problems.Select(p => p with { What = PathFree.Of(p.What) })]);
    }

    private ScheduleView? Schedule(Pipeline.Definition.PipelineDefinition? pipeline)
        => pipeline?.Schedule is not { } schedule ? null : new ScheduleView(
            schedule.Cron, schedule.TimeZone ?? pipeline.TimeZone, options.Schedules ? new ScheduleCalendar(pipeline).Next(clock.GetUtcNow()) : null, schedule.After, schedule.OnDrift, schedule.NewFiles, starter.Last(pipeline.Name));
}
