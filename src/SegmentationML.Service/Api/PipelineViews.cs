using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>Puts together how pipelines stand.</summary>
internal sealed class PipelineViews(PipelineCatalog catalog, IRunLedger ledger, AssignmentIndexes versions, LastReports reports, RunStarter starter, ServiceOptions options, TimeProvider clock)
{
    /// <summary>All pipelines that a caller may know of, by name.</summary>
    public IReadOnlyList<PipelineView> All(Sight sight) => [.. catalog.All().Where(e => sight.SeesPipeline(e.Name)).Select(e => Of(e, sight))];

    /// <summary>One.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public PipelineView One(string name, Sight sight) => Of(catalog.Find(name) ?? throw new ProblemException(PipelineCatalog.Unknown(name)), sight);

    private PipelineView Of(CatalogEntry entry, Sight sight)
    {
        var (pipeline, version) = (entry.Definitions?.Pipeline, versions.Current(entry.Name));
        return new PipelineView(
            entry.Name, pipeline?.Description, pipeline?.Model, pipeline?.Entity,
            version?.Commit.Version, version?.Content.AsOf, version?.Commit.Time, version?.Content.Tables[0].Rows,
            ledger.Runs(entry.Name, 1) is [var last] ? RunView.Of(last).For(sight) : null,
            Schedule(pipeline),
            [.. entry.Problems.Select(p => p with { What = PathFree.Of(p.What) })],
            reports.Of(entry.Name) is not null && reports.IsOpenTo(entry.Name, sight));
    }

    private ScheduleView? Schedule(Pipeline.Definition.PipelineDefinition? pipeline)
        => pipeline?.Schedule is not { } schedule ? null : new ScheduleView(
            schedule.Cron, schedule.TimeZone ?? pipeline.TimeZone, options.Schedules ? new ScheduleCalendar(pipeline).Next(clock.GetUtcNow()) : null, schedule.After, schedule.OnDrift, schedule.NewFiles, starter.Last(pipeline.Name));
}
