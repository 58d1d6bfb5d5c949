using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Api;

/// <summary>Who takes in a pipeline's versions, and how far each has come.</summary>
internal static class ConsumerRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/consumers", (string pipeline, ConsumerBook consumers, PipelineCatalog catalog) => consumers.List(catalog.RequireName(pipeline)).Select(ConsumerView.Of).ToArray())
            .WithName("list-consumers").WithSummary("Consumers of a pipeline's versions, and the version that each has taken in").WithTags("consumers").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/consumers/{consumer}", (string pipeline, string consumer, ConsumerBook consumers, PipelineCatalog catalog, HttpContext context) => Answer(context, Find(catalog.RequireName(pipeline), consumer, consumers)))
            .WithName("get-consumer").WithSummary("The version that a consumer has taken in").WithTags("consumers").Needs(Scope.Read).HeedsSight();
        api.MapPut("/pipelines/{pipeline}/consumers/{consumer}", (string pipeline, string consumer, Acknowledgement order, ConsumerBook consumers, PipelineCatalog catalog, HttpContext context) => Acknowledge(catalog.RequireName(pipeline), consumer, order, consumers, context))
            .WithName("acknowledge-version").WithSummary("Say that a consumer has taken in a version; differences are told since it from then on. An earlier version is taken too").WithTags("consumers").Needs(Scope.Read).HeedsSight().Conditional();
        api.MapDelete("/pipelines/{pipeline}/consumers/{consumer}", (string pipeline, string consumer, ConsumerBook consumers, PipelineCatalog catalog, HttpContext context) => Forget(catalog.RequireName(pipeline), consumer, consumers, context))
            .WithName("forget-consumer").WithSummary("Forget a consumer").WithTags("consumers").Needs(Scope.Plan);
    }

    private static ConsumerView Acknowledge(string pipeline, string consumer, Acknowledgement order, ConsumerBook consumers, HttpContext context)
    {
        var version = order.Version ?? throw new ProblemException(ApiProblems.WrongBody("the number of the version that was taken in is missing."));
        var condition = Precondition.Of(context.Request);
        return Answer(context, consumers.Acknowledge(pipeline, consumer, version, context.Caller().Name, before => condition.Require(before is null ? null : Tag(before))));
    }

    private static ConsumerView Forget(string pipeline, string consumer, ConsumerBook consumers, HttpContext context)
    {
        var known = Find(pipeline, consumer, consumers);
        consumers.Forget(pipeline, consumer, context.Caller().Name);
        return ConsumerView.Of(known);
    }

    private static ConsumerRecord Find(string pipeline, string consumer, ConsumerBook consumers)
        => consumers.Find(pipeline, consumer) ?? throw new ProblemException(ApiProblems.NotThere($"consumer '{consumer}' of {pipeline}", "It has acknowledged nothing yet: PUT a version to this address."));

    private static ConsumerView Answer(HttpContext context, ConsumerRecord record)
    {
        context.Response.Headers.ETag = Tag(record);
        return ConsumerView.Of(record);
    }

    private static string Tag(ConsumerRecord record) => $"\"{record.Version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <param name="Version">The version that was taken in.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record Acknowledgement(long? Version);

    /// <param name="Pipeline">The pipeline.</param>
    /// <param name="Name">The consumer.</param>
    /// <param name="Version">The version that it has taken in.</param>
    /// <param name="Time">When it said so, UTC.</param>
    /// <param name="AcknowledgedBy">Who said so.</param>
    internal sealed record ConsumerView(string Pipeline, string Name, long Version, DateTimeOffset Time, string AcknowledgedBy)
    {
        public static ConsumerView Of(ConsumerRecord record) => new(record.Pipeline, record.Name, record.Version, record.Time, record.AcknowledgedBy);
    }
}
