using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Cases;
using SegmentationML.Pipeline.Segment;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Matters that persons decide on, step by step, as workflows say. Who acts is the key's holder, whatever a body says.</summary>
internal static class CaseRoutes
{
    private const int DigestLength = 64;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/case-kinds", (string pipeline, Governance governance) => governance.Workflows(pipeline).Values.ToArray()).WithName("list-case-kinds").WithSummary("The kinds of case that a pipeline's model knows").WithTags("cases").Needs(Scope.Read).HeedsSight();
        api.MapGet("/cases", (string? pipeline, bool? all, CaseBook cases, PipelineCatalog catalog, EntityGate gate, HttpContext context) => cases.List(pipeline is null ? null : catalog.RequireName(pipeline), all != true).Where(c => gate.Sees(context.Sight(), c)).Select(CaseSummary.Of).ToArray()).WithName("list-cases").WithSummary("Cases by number, open ones unless all are asked for").WithTags("cases").Needs(Scope.Read).HeedsSight().Compressed()
            .Takes("pipeline", "Only those of this pipeline").Takes("all", "true for closed cases as well");
        api.MapGet("/cases/{number}", (long number, CaseBook cases, EntityGate gate, HttpContext context) => Answer(context, Seen(number, cases, gate, context))).WithName("get-case").WithSummary("A case: its fields, files and steps, and what can be done next").WithTags("cases").Needs(Scope.Read).HeedsSight();
        api.MapPost("/pipelines/{pipeline}/cases", Open).WithName("open-case").WithSummary("Open a case").WithTags("cases").Needs(Scope.Plan).HeedsSight();
        api.MapPost("/cases/{number}/actions/{action}", Act).WithName("act-on-case").WithSummary("Do what a case's state allows; what makes an override takes a key that may approve").WithTags("cases").Needs(Scope.Plan).HeedsSight().Conditional();
        api.MapPost("/cases/{number}/evidence", Attach).WithName("attach-evidence").WithSummary("Attach a file's name, length and digest as evidence; the file itself is kept where records are kept").WithTags("cases").Needs(Scope.Plan).HeedsSight();
    }

    private static Created<CaseDetail> Open(string pipeline, NewCase order, CaseBook cases, EntityGate gate, Governance governance, HttpContext context)
    {
        gate.Require(context.Sight(), pipeline, order.Fields ?? new Dictionary<string, string>());
        var workflow = governance.Workflows(pipeline).GetValueOrDefault(order.Kind ?? "") ?? throw new ProblemException(ApiProblems.NotThere($"kind of case '{order.Kind}'", "GET the pipeline's case-kinds to see which there are."));
        var record = cases.Open(pipeline, workflow, order.Fields ?? new Dictionary<string, string>(), context.Caller().Name, governance.People());
        return TypedResults.Created($"/api/v1/cases/{record.Number}", Answer(context, record));
    }

    private static CaseDetail Act(long number, string action, CaseAction? order, CaseBook cases, EntityGate gate, Governance governance, HttpContext context)
    {
        Seen(number, cases, gate, context);
        var condition = Precondition.Of(context.Request);
        return Answer(context, cases.Act(
            number, action, order?.Fields ?? new Dictionary<string, string>(), context.Caller().Name, order?.Note ?? "", governance.People(), request => OverrideCheck.Require(governance.Pipeline(request.Pipeline), request),
            record =>
            {
                condition.Require(Tag(record));
                if (record.Workflow.States[record.State].Actions.GetValueOrDefault(action)?.Effect == CaseEffect.AddOverride && !context.Caller().May(Scope.Approve))
                {
                    throw new ProblemException(ApiProblems.NotAllowed);
                }
            }));
    }

    private static CaseDetail Attach(long number, EvidenceOrder order, CaseBook cases, EntityGate gate, Governance governance, HttpContext context)
    {
        Seen(number, cases, gate, context);
        if (order.Sha256 is not { Length: DigestLength } digest || !digest.All(char.IsAsciiHexDigitLower) || order.Bytes is not >= 0)
        {
            throw new ProblemException(ApiProblems.WrongBody("sha256 is 64 lower-case hexadecimal digits, bytes a length."));
        }

        return Answer(context, cases.Attach(number, new CaseEvidence(order.Name ?? "", order.Bytes.Value, digest), context.Caller().Name, governance.People()));
    }

    /// <summary>A case that the caller may see; another one is as if it were not there.</summary>
    private static CaseRecord Seen(long number, CaseBook cases, EntityGate gate, HttpContext context)
        => cases.Get(number) is var record && gate.Sees(context.Sight(), record) ? record : throw new ProblemException(CaseBook.Unknown(number));

    private static CaseDetail Answer(HttpContext context, CaseRecord record)
    {
        context.Response.Headers.ETag = Tag(record);
        return CaseDetail.Of(record);
    }

    private static string Tag(CaseRecord record) => $"\"{record.Number}-{record.Steps.Count}\"";

    /// <param name="Kind">The kind.</param>
    /// <param name="Fields">What is known, by field.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NewCase(string? Kind = null, IReadOnlyDictionary<string, string>? Fields = null);

    /// <param name="Fields">Fields that are filled or changed with it.</param>
    /// <param name="Note">What is said with it; needed to close a case.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record CaseAction(IReadOnlyDictionary<string, string>? Fields = null, string? Note = null);

    /// <param name="Name">The file's bare name.</param>
    /// <param name="Bytes">Its length.</param>
    /// <param name="Sha256">Its digest, lower-case hex.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record EvidenceOrder(string? Name = null, long? Bytes = null, string? Sha256 = null);

    /// <param name="Number">The case.</param>
    /// <param name="Pipeline">The pipeline that it is about.</param>
    /// <param name="Kind">Its kind.</param>
    /// <param name="State">Its state.</param>
    /// <param name="Since">When the state was entered, UTC.</param>
    /// <param name="Due">When the state must have been left, UTC; null for no deadline.</param>
    /// <param name="OpenedBy">Who opened it.</param>
    /// <param name="Closed">Whether it is decided.</param>
    /// <param name="Decision">The decision that closed it; empty while it is open.</param>
    internal sealed record CaseSummary(long Number, string Pipeline, string Kind, string State, DateTimeOffset Since, DateTimeOffset? Due, string OpenedBy, bool Closed, string Decision)
    {
        public static CaseSummary Of(CaseRecord c) => new(c.Number, c.Pipeline, c.Workflow.Name, c.State, c.Since, c.Due, c.Steps[0].By, c.IsClosed, c.Decision);
    }

    /// <param name="Case">How it stands.</param>
    /// <param name="Fields">What is known, by field.</param>
    /// <param name="Evidence">Attached files.</param>
    /// <param name="Steps">What was done, in order.</param>
    /// <param name="Actions">What can be done next.</param>
    internal sealed record CaseDetail(CaseSummary Case, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<CaseEvidence> Evidence, IReadOnlyList<CaseStep> Steps, IReadOnlyList<string> Actions)
    {
        public static CaseDetail Of(CaseRecord c) => new(CaseSummary.Of(c), c.Fields, c.Evidence, c.Steps, c.IsClosed ? [] : [.. c.Workflow.States[c.State].Actions.Keys]);
    }
}
