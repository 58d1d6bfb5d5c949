using SegmentationML.Core;
using SegmentationML.Core.Governance.People;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Pipeline.Segment;

namespace SegmentationML.Pipeline.Promotion;

/// <summary>Brings published versions into use: registers what they were made with, judges them, and takes the decisions of rules and persons.</summary>
/// <param name="snapshots">Published versions.</param>
/// <param name="registry">Fitted models.</param>
/// <param name="ledger">The record of promotions.</param>
/// <param name="clock">The clock for the record.</param>
public sealed class PromotionDesk(ISnapshotStore snapshots, IModelRegistry registry, IPromotionLedger ledger, TimeProvider clock)
{
    /// <summary>Enters what a run published. Doing it twice, as a run that was cut off and resumed does, is doing it once.</summary>
    /// <param name="engine">The run's engine.</param>
    /// <param name="exporter">Writes Arrow.</param>
    /// <param name="definitions">What was run.</param>
    /// <param name="run">The run, its version and what it found.</param>
    /// <param name="cancellation">Ends it.</param>
    public PromotionRecord Enter(IQueryEngine engine, ITableExporter exporter, Definitions definitions, RunRelease run, CancellationToken cancellation)
    {
        var record = SegmentRecord.Read(run.Version.Folder) ?? throw new InvalidOperationException("A version that was just published holds its segmentation.");
        var files = new ModelFiles(engine, run.Version, record, cancellation);
        var registration = new ModelRegistration(files.Content, run.Run.Id, run.Version.Commit.Version, run.Actor)
        {
            Description = record.Model.Description,
            Parameters = ModelFiles.Settings(record),
            Metrics = run.Metrics.Figures(),
        };
        var model = registry.Register(registration, folder => files.Write(folder, engine, exporter, run.Metrics, run.Changes, run.Lineages, cancellation));
        if (ledger.Find(run.Version.Pipeline, run.Version.Commit.Version) is { } known)
        {
            return Settle(definitions, known, run.Actor);
        }

        var live = run.Parent;
        var assessment = VersionAssessment.Of(engine, definitions, run.Version, live, run.Metrics, live is null ? null : ledger.Find(live.Pipeline, live.Commit.Version)?.Metrics, run.Changes, cancellation);
        var promotion = VersionPromotion.Open(run.Version.Pipeline, run.Version.Commit.Version, assessment.Live, assessment.Evidence, assessment.Required, run.Actor, clock.GetUtcNow());
        if (definitions.Pipeline.Publish.Promotion == PromotionMode.Auto)
        {
            promotion = promotion.Accept("The pipeline publishes without asking (publish.promotion is auto).", clock.GetUtcNow());
        }

        return Settle(definitions, ledger.Open(new PromotionRecord(promotion, record.Model.Name, model.Commit.Version, run.Metrics, assessment.Impact)), run.Actor);
    }

    /// <summary>Brings a version forward: judges it anew, and asks those who decide; what a rule accepts comes into use at once.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="definitions">The pipeline and its decision rights.</param>
    /// <param name="version">The version.</param>
    /// <param name="person">Who proposes.</param>
    /// <param name="people">Who there is.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="cancellation">Ends it.</param>
    public PromotionRecord Propose(IQueryEngine engine, Definitions definitions, long version, string person, PeopleDirectory people, string reason, CancellationToken cancellation)
    {
        var pipeline = definitions.Pipeline.Name;
        var (snapshot, live) = (snapshots.Open(pipeline, version), snapshots.Current(pipeline));
        var known = ledger.Find(pipeline, version) ?? throw new ProblemException(NotOnRecord(pipeline, version));
        known.Promotion.RequireOpen();
        (known.Promotion with { Base = snapshot.Commit.Parent }).RequireBase(live?.Commit.Version);
        var assessment = VersionAssessment.Of(engine, definitions, snapshot, live, known.Metrics, live is null ? null : ledger.Find(pipeline, live.Commit.Version)?.Metrics, null, cancellation);
        return ledger.Change(pipeline, version, record => record with
        {
            Promotion = record.Promotion.Propose(assessment.Live, assessment.Evidence, assessment.Required, person, people, reason, clock.GetUtcNow()),
            Impact = assessment.Impact,
        });
    }

    /// <summary>Adds a person's approval; the last one that is needed brings the version into use.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="person">Who approves.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="reason">Why; may be empty.</param>
    /// <param name="condition">Looks at the record inside the change; it may throw, and then nothing changes.</param>
    public PromotionRecord Approve(string pipeline, long version, string person, PeopleDirectory people, string reason, Action<PromotionRecord>? condition = null)
        => Change(pipeline, version, promotion => promotion.Approve(person, people, reason, clock.GetUtcNow()), condition);

    /// <summary>Refuses a version.</summary>
    /// <param name="pipeline">The pipeline's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="person">Who refuses.</param>
    /// <param name="people">Who may do what.</param>
    /// <param name="reason">Why; not empty.</param>
    /// <param name="condition">Looks at the record inside the change; it may throw, and then nothing changes.</param>
    public PromotionRecord Reject(string pipeline, long version, string person, PeopleDirectory people, string reason, Action<PromotionRecord>? condition = null)
        => Change(pipeline, version, promotion => promotion.Reject(person, people, reason, clock.GetUtcNow()), condition);

    private PromotionRecord Change(string pipeline, long version, Func<VersionPromotion, VersionPromotion> act, Action<PromotionRecord>? condition)
    {
        if (ledger.Find(pipeline, version) is null)
        {
            throw new ProblemException(NotOnRecord(pipeline, version));
        }

        return ledger.Change(pipeline, version, record =>
        {
            condition?.Invoke(record);
            return record with { Promotion = act(record.Promotion) };
        });
    }

    /// <summary>Lets a candidate that rules accept go on at once.</summary>
    private PromotionRecord Settle(Definitions definitions, PromotionRecord record, string actor)
    {
        var promotion = record.Promotion;
        var isAccepted = definitions.Pipeline.Publish.Promotion == PromotionMode.Gated && promotion.State == PromotionState.Candidate && promotion.Required.Quorum == 0 && !promotion.Evidence.Any(e => e.Refuses);
        return isAccepted
            ? ledger.Change(promotion.Pipeline, promotion.Version, r => r with { Promotion = r.Promotion.Propose(r.Promotion.Base, r.Promotion.Evidence, r.Promotion.Required, actor, PeopleDirectory.Everyone, "", clock.GetUtcNow()) })
            : record;
    }

    private static Problem NotOnRecord(string pipeline, long version) => new(
        "SEG-PROM-010", $"Version {version} of '{pipeline}' has no record of its promotion.", $"It was published by an older program, or its run was cut off: run `segml run {pipeline}` again; `segml model list {pipeline}` shows the versions on record.");
}
