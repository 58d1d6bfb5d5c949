using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>Names of published versions: aliases, which move, and tags, which do not.</summary>
internal static class VersionNameRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines/{pipeline}/names", List).WithName("list-names").WithSummary("Aliases and tags of a pipeline's versions").WithTags("snapshots").Needs(Scope.Read).HeedsSight();
        api.MapPut("/pipelines/{pipeline}/aliases/{name}", Point).WithName("set-alias").WithSummary("Point an alias to a version, in one step").WithTags("snapshots").Needs(Scope.Publish).Conditional();
        api.MapDelete("/pipelines/{pipeline}/aliases/{name}", (string pipeline, string name, PipelineCatalog catalog, IVersionNames names, HttpContext context) => Gone(name, names.Unpoint(catalog.RequireName(pipeline), name, context.Caller().Name)))
            .WithName("delete-alias").WithSummary("Take an alias away").WithTags("snapshots").Needs(Scope.Publish);
        api.MapPut("/pipelines/{pipeline}/tags/{name}", Tag).WithName("set-tag").WithSummary("Give a version a tag; tags do not move").WithTags("snapshots").Needs(Scope.Publish);
        api.MapDelete("/pipelines/{pipeline}/tags/{name}", (string pipeline, string name, PipelineCatalog catalog, IVersionNames names, HttpContext context) => Gone(name, names.Untag(catalog.RequireName(pipeline), name, context.Caller().Name)))
            .WithName("delete-tag").WithSummary("Take a tag away").WithTags("snapshots").Needs(Scope.Publish);
    }

    private static VersionNamesView List(string pipeline, PipelineCatalog catalog, ISnapshotStore snapshots)
    {
        var history = snapshots.History(catalog.RequireName(pipeline));
        return new VersionNamesView(
            [.. history.SelectMany(v => v.Aliases.Select(a => new NamedVersionView(a, v.Commit.Version))).OrderBy(n => n.Name, StringComparer.Ordinal)],
            [.. history.SelectMany(v => v.Tags.Select(t => new NamedVersionView(t, v.Commit.Version))).OrderBy(n => n.Name, StringComparer.Ordinal)]);
    }

    private static NamedVersionView Point(string pipeline, string name, NameOrder order, PipelineCatalog catalog, IVersionNames names, HttpContext context)
    {
        var (version, condition) = (order.Required, Precondition.Of(context.Request));
        names.Point(catalog.RequireName(pipeline), name, version, context.Caller().Name, before => condition.Require(before is { } number ? TagOf(number) : null));
        context.Response.Headers.ETag = TagOf(version);
        return new NamedVersionView(name, version);
    }

    private static NamedVersionView Tag(string pipeline, string name, NameOrder order, PipelineCatalog catalog, IVersionNames names, HttpContext context)
    {
        names.Tag(catalog.RequireName(pipeline), name, order.Required, context.Caller().Name);
        return new NamedVersionView(name, order.Required);
    }

    private static NamedVersionView Gone(string name, bool was)
        => was ? new NamedVersionView(name, null) : throw new ProblemException(ApiProblems.NotThere($"such name '{name}'", "GET the pipeline's names to see which there are."));

    private static string TagOf(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <param name="Version">The version's number.</param>
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    internal sealed record NameOrder(long? Version)
    {
        [JsonIgnore]
        public long Required => Version ?? throw new ProblemException(ApiProblems.WrongBody("the version's number is missing."));
    }

    /// <param name="Name">The name.</param>
    /// <param name="Version">The version that it stands for; null when it was taken away.</param>
    internal sealed record NamedVersionView(string Name, long? Version);

    /// <param name="Aliases">Names that move.</param>
    /// <param name="Tags">Names that do not.</param>
    internal sealed record VersionNamesView(IReadOnlyList<NamedVersionView> Aliases, IReadOnlyList<NamedVersionView> Tags);
}
