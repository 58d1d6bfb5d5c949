using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Impact;
using SegmentationML.Core.Governance.Promotion;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Promotion;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Service.Api;

/// <summary>How versions come into use: evidence, impact, decisions, rollback. Who acts is the key's holder, whatever a body says.</summary>
internal static class PromotionRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/promotions", List).WithName("list-promotions").WithSummary("How the versions of a pipeline came into use, oldest first").WithTags("promotions").Needs(Scope.Read).Compressed();
        api.MapGet("/pipelines/{pipeline}/promotions/{version}", One).WithName("get-promotion").WithSummary("A version's evidence, the decision that it takes, and everything that was done").WithTags("promotions").Needs(Scope.Read);
        api.MapGet("/pipelines/{pipeline}/promotions/{version}/impact", ImpactAsync).WithName("get-impact").WithSummary("What a version changes: who moves where, value, stock and service, who loses most, which parameters change").WithTags("promotions").Needs(Scope.Read).Heavy().Compressed()
            .Takes("against", "The version to compare with; the one in use without, or its parent when it is in use itself");
        api.MapPost("/pipelines/{pipeline}/promotions/{version}/propose", ProposeAsync).WithName("propose-version").WithSummary("Bring a candidate forward: it is judged anew; small changes come into use at once, as the decision rights say").WithTags("promotions").Needs(Scope.Approve).Heavy();
        api.MapPost("/pipelines/{pipeline}/promotions/{version}/approve", Approve).WithName("approve-version").WithSummary("Approve a version that was brought forward; the last approval that is needed brings it into use").WithTags("promotions").Needs(Scope.Approve).Conditional();
        api.MapPost("/pipelines/{pipeline}/promotions/{version}/reject", Reject).WithName("reject-version").WithSummary("Refuse a version that waits, with a reason; the version in use stays").WithTags("promotions").Needs(Scope.Approve).Conditional();
        api.MapPost("/pipelines/{pipeline}/rollback", RollBackAsync).WithName("roll-back").WithSummary("Publish the content of a former version as a new one, in use at once; model and aliases follow").WithTags("promotions").Needs(Scope.Approve);
    }

    private static PromotionSummary[] List(string pipeline, PipelineCatalog catalog, IPromotionLedger promotions)
        => [.. promotions.List(catalog.RequireName(pipeline)).Select(PromotionSummary.Of)];

    private static PromotionDetail One(string pipeline, long version, PipelineCatalog catalog, IPromotionLedger promotions, HttpContext context)
        => Answer(context, Find(catalog.RequireName(pipeline), version, promotions));

    private static Task<VersionImpactView> ImpactAsync(string pipeline, long version, long? against, PipelineCatalog catalog, ISnapshotStore snapshots, HttpContext context)
        => Task.Run(
            () =>
            {
                var definitions = catalog.Require(pipeline);
                var (one, live) = (snapshots.Open(pipeline, version), snapshots.Current(pipeline)?.Commit.Version);
                var number = against ?? (live == version ? one.Commit.Parent : live);
                var other = number is { } n ? snapshots.Open(pipeline, n) : null;
                using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
                var driver = (SegmentRecord.Read(one.Folder)?.Model ?? definitions.Model).ValueDriver;
                return new VersionImpactView(pipeline, version, number, VersionImpact.Of(engine, one, other, driver, definitions.Rights, context.RequestAborted));
            },
            context.RequestAborted);

    private static Task<PromotionDetail> ProposeAsync(string pipeline, long version, Words? words, PipelineCatalog catalog, Governance governance, PromotionDesk desk, HttpContext context)
        => Task.Run(
            () =>
            {
                using var engine = DuckDbEngine.Open(new DuckDbOptions { Threads = 1 });
                return Answer(context, desk.Propose(engine, catalog.Require(pipeline), version, context.Caller().Name, governance.People(), words?.Reason ?? "", context.RequestAborted));
            },
            context.RequestAborted);

    private static PromotionDetail Approve(string pipeline, long version, Words? words, PipelineCatalog catalog, Governance governance, PromotionDesk desk, HttpContext context)
    {
        var condition = Precondition.Of(context.Request);
        return Answer(context, desk.Approve(catalog.RequireName(pipeline), version, context.Caller().Name, governance.People(), words?.Reason ?? "", record => condition.Require(Tag(record))));
    }

    private static PromotionDetail Reject(string pipeline, long version, Words? words, PipelineCatalog catalog, Governance governance, PromotionDesk desk, HttpContext context)
    {
        var condition = Precondition.Of(context.Request);
        return Answer(context, desk.Reject(catalog.RequireName(pipeline), version, context.Caller().Name, governance.People(), words?.Reason ?? "", record => condition.Require(Tag(record))));
    }

    private static Task<RollbackView> RollBackAsync(string pipeline, RollbackOrder order, PipelineCatalog catalog, Governance governance, Workspace workspace, TimeProvider clock, HttpContext context)
        => Task.Run(
            () =>
            {
                var (name, actor) = (catalog.RequireName(pipeline), context.Caller().Name);
                VersionPromotion.RequireKnown(actor, governance.People(), clock.GetUtcNow());
                var to = order.To is { } text ? workspace.Snapshots.Resolve(name, VersionSelector.Parse(text)).Commit.Version
                    : VersionRollback.Before(workspace, name) ?? throw new ProblemException(ApiProblems.NotThere($"earlier version of {name} to go back to", "GET its snapshots to see what there is."));
                var back = VersionRollback.Run(workspace, name, to, actor, order.Reason ?? "", context.RequestAborted);
                return new RollbackView(name, to, back?.Commit.Version, workspace.Snapshots.Current(name)!.Commit.Version);
            },
            context.RequestAborted);

    private static PromotionRecord Find(string pipeline, long version, IPromotionLedger promotions)
        => promotions.Find(pipeline, version) ?? throw new ProblemException(ApiProblems.NotThere($"record of the promotion of version {version} of {pipeline}", "GET the pipeline's promotions to see which there are."));

    private static PromotionDetail Answer(HttpContext context, PromotionRecord record)
    {
        context.Response.Headers.ETag = Tag(record);
        return PromotionDetail.Of(record);
    }

    private static string Tag(PromotionRecord record) => $"\"{record.Promotion.State}-{record.Promotion.Entries.Count}\"".ToLowerInvariant();

    /// <param name="Reason">Why, for the record.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Words(string? Reason = null);

    /// <param name="Reason">Why, for the audit chain.</param>
    /// <param name="To">The version whose content comes back, in any form in which a version is named; without, the one in use before the present one.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record RollbackOrder(string? Reason = null, string? To = null);

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="To">The version whose content was asked for.</param>
    /// <param name="Version">The version that was published; null when the one in use had that content already.</param>
    /// <param name="Current">The version in use.</param>
    internal sealed record RollbackView(string Pipeline, long To, long? Version, long Current);

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Version">The version.</param>
    /// <param name="Against">The version that it is compared with; null for none.</param>
    /// <param name="Impact">What it changes.</param>
    internal sealed record VersionImpactView(string Pipeline, long Version, long? Against, ImpactAssessment Impact);

    /// <param name="Version">The version.</param>
    /// <param name="State">candidate, review, approved, live or retired.</param>
    /// <param name="Model">The model.</param>
    /// <param name="ModelVersion">The registered version that it was made with.</param>
    /// <param name="Since">When it was acted on last, UTC.</param>
    /// <param name="LastAction">What was done last.</param>
    /// <param name="By">Who did it.</param>
    /// <param name="GatesFailed">Gates that it does not pass.</param>
    internal sealed record PromotionSummary(long Version, PromotionState State, string Model, long? ModelVersion, DateTimeOffset Since, string LastAction, string By, IReadOnlyList<PromotionGate> GatesFailed)
    {
        public static PromotionSummary Of(PromotionRecord record)
        {
            var promotion = record.Promotion;
            return new(promotion.Version, promotion.State, record.Model, record.ModelVersion, promotion.Entries[^1].Time, promotion.Entries[^1].Action, promotion.Entries[^1].Actor, [.. promotion.Evidence.Where(e => e.Outcome == GateOutcome.Failed).Select(e => e.Gate)]);
        }
    }

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Version">The version.</param>
    /// <param name="State">candidate, review, approved, live or retired.</param>
    /// <param name="Model">The model.</param>
    /// <param name="ModelVersion">The registered version that it was made with.</param>
    /// <param name="Base">The version in use that it was judged against; null when there was none.</param>
    /// <param name="Evidence">What the gates measured.</param>
    /// <param name="Required">Who has to decide.</param>
    /// <param name="Approvals">Who has approved since it was brought forward.</param>
    /// <param name="Entries">Everything that was done, oldest first.</param>
    /// <param name="Metrics">The version's figures.</param>
    internal sealed record PromotionDetail(
        string Pipeline, long Version, PromotionState State, string Model, long? ModelVersion, long? Base, IReadOnlyList<GateEvidence> Evidence, RequiredDecision Required, IReadOnlyList<string> Approvals, IReadOnlyList<PromotionEntry> Entries, VersionMetrics? Metrics)
    {
        public static PromotionDetail Of(PromotionRecord record)
        {
            var promotion = record.Promotion;
            return new(promotion.Pipeline, promotion.Version, promotion.State, record.Model, record.ModelVersion, promotion.Base, promotion.Evidence, promotion.Required, promotion.Approvals, promotion.Entries, record.Metrics);
        }
    }
}
