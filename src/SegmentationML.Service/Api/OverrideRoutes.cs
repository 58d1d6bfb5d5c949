using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Overrides;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Decisions of persons about entities, for a time. Who asks and who decides is the key's holder, whatever a body says.</summary>
internal static class OverrideRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/overrides", (string? pipeline, OverrideBook overrides, PipelineCatalog catalog, EntityGate gate, HttpContext context) => overrides.List(pipeline is null ? null : catalog.RequireName(pipeline)).Where(o => gate.Sees(context.Sight(), o)).ToArray()).WithName("list-overrides").WithSummary("Overrides that were asked for, by number").WithTags("overrides").Needs(Scope.Read).HeedsSight().Compressed()
            .Takes("pipeline", "Only those of this pipeline");
        api.MapGet("/overrides/{number}", (long number, OverrideBook overrides, EntityGate gate, HttpContext context) => Answer(context, Find(number, overrides, gate, context))).WithName("get-override").WithSummary("One override").WithTags("overrides").Needs(Scope.Read).HeedsSight();
        api.MapPost("/pipelines/{pipeline}/overrides", Add).WithName("add-override").WithTags("overrides").Needs(Scope.Plan).HeedsSight()
            .WithSummary("Ask for an override; it is approved at once where the model's rights allow and the key may approve. The next run takes it up");
        api.MapPost("/overrides/{number}/approve", (long number, Decision? decision, OverrideBook overrides, EntityGate gate, Governance governance, HttpContext context) => Decide(Find(number, overrides, gate, context).Number, true, decision, overrides, governance, context)).WithName("approve-override").WithSummary("Approve an override that was asked for").WithTags("overrides").Needs(Scope.Approve).HeedsSight().Conditional();
        api.MapPost("/overrides/{number}/refuse", (long number, Decision? decision, OverrideBook overrides, EntityGate gate, Governance governance, HttpContext context) => Decide(Find(number, overrides, gate, context).Number, false, decision, overrides, governance, context)).WithName("refuse-override").WithSummary("Refuse an override that was asked for, with a word why").WithTags("overrides").Needs(Scope.Approve).HeedsSight().Conditional();
        api.MapPost("/overrides/{number}/expire", Expire).WithName("expire-override").WithSummary("End an override early").WithTags("overrides").Needs(Scope.Approve).HeedsSight().Conditional();
    }

    private static Created<OverrideRecord> Add(string pipeline, NewOverride order, OverrideBook overrides, EntityGate gate, Governance governance, TimeProvider clock, HttpContext context)
    {
        var definitions = governance.Pipeline(pipeline);
        var request = new OverrideRequest
        {
            Pipeline = pipeline,
            Keys = order.Keys ?? [],
            When = order.When ?? new Dictionary<string, IReadOnlyList<string>>(),
            Segment = order.Segment ?? "",
            Reason = order.Reason ?? "",
            Reference = order.Reference ?? "",
            From = order.From ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            To = order.To ?? throw new ProblemException(ApiProblems.WrongBody("the day on which it holds no longer (to) is missing.")),
        };
        gate.Require(context.Sight(), request);
        OverrideCheck.Require(definitions, request);
        // A key that may plan and not approve asks, whatever its holder might do by name.
        var rights = context.Caller().May(Scope.Approve) ? definitions.Model.OverrideRights : definitions.Model.OverrideRights with { FourEyes = true };
        var record = overrides.Add(request, context.Caller().Name, governance.People(), rights);
        return TypedResults.Created($"/api/v1/overrides/{record.Number}", Answer(context, record));
    }

    private static OverrideRecord Decide(long number, bool approve, Decision? decision, OverrideBook overrides, Governance governance, HttpContext context)
    {
        var condition = Precondition.Of(context.Request);
        return Answer(context, overrides.Decide(number, approve, context.Caller().Name, decision?.Note ?? "", governance.People(), governance.Rights, record => condition.Require(Tag(record))));
    }

    private static OverrideRecord Expire(long number, Ending? ending, OverrideBook overrides, EntityGate gate, Governance governance, TimeProvider clock, HttpContext context)
    {
        Find(number, overrides, gate, context);
        var (condition, day) = (Precondition.Of(context.Request), ending?.On ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return Answer(context, overrides.End(number, day, context.Caller().Name, ending?.Note ?? "", governance.People(), governance.Rights, record => condition.Require(Tag(record))));
    }

    private static OverrideRecord Find(long number, OverrideBook overrides, EntityGate gate, HttpContext context)
        => overrides.List(null).FirstOrDefault(o => o.Number == number && gate.Sees(context.Sight(), o)) ?? throw new ProblemException(ApiProblems.NotThere($"override {number}", "GET /api/v1/overrides lists them."));

    private static OverrideRecord Answer(HttpContext context, OverrideRecord record)
    {
        context.Response.Headers.ETag = Tag(record);
        return record;
    }

    private static string Tag(OverrideRecord record) => $"\"{record.Number}-{record.State}-{record.Request.To:yyyyMMdd}\"".ToLowerInvariant();

    /// <param name="Keys">Keys of the entities; the parts of a longer key are joined by |.</param>
    /// <param name="When">In place of keys: conditions by driver or dimension.</param>
    /// <param name="Segment">The segment.</param>
    /// <param name="Reason">Why, as a word that reports group by.</param>
    /// <param name="Reference">Where it is written down.</param>
    /// <param name="From">The first day on which it holds; today without.</param>
    /// <param name="To">The first day on which it holds no longer.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NewOverride(IReadOnlyList<string>? Keys = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? When = null, string? Segment = null, string? Reason = null, string? Reference = null, DateOnly? From = null, DateOnly? To = null);

    /// <param name="Note">What is said with it; needed to refuse.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Decision(string? Note = null);

    /// <param name="On">The first day on which it holds no longer; today without.</param>
    /// <param name="Note">What is said with it.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Ending(DateOnly? On = null, string? Note = null);
}
