using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>What a route says of itself.</summary>
internal static class RouteExtensions
{
    /// <summary>The scope that a key must hold.</summary>
    public static T Needs<T>(this T route, Scope scope)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ScopeNeeded(scope));

    /// <summary>Open to callers who may not see everything: the route narrows its answer by <see cref="Sight"/>, or holds neither rows nor figures.</summary>
    public static T HeedsSight<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(SightHeeded.Instance);

    /// <summary>What the caller may see.</summary>
    public static Sight Sight(this HttpContext context) => context.Features.Get<Caller>()!.Sight;

    /// <summary>Open without a key: only for what holds nothing of the company.</summary>
    public static T OpenToAll<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(ScopeNeeded.None);

    /// <summary>Reads files: counts against the calls that are answered at once.</summary>
    public static T Heavy<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new HeavyCall());

    /// <summary>Changes nothing although its method is POST.</summary>
    public static T OnlyReads<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ReadingCall());

    /// <summary>Answers with a secret.</summary>
    public static T ShownOnce<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ShownOnce());

    /// <summary>May be answered compressed.</summary>
    public static T Compressed<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new CompressedAnswer());

    /// <summary>Takes <c>If-Match</c>.</summary>
    public static T Conditional<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ConditionalChange());

    /// <summary>Takes a parameter of the query that its handler's signature does not show, or shows without words.</summary>
    public static T Takes<T>(this T route, string name, string description)
        where T : IEndpointConventionBuilder => route.WithMetadata(new QueryParameter(name, description));

    /// <summary>Answers with rows as JSON, CSV or Arrow.</summary>
    public static RouteHandlerBuilder AnswersRows(this RouteHandlerBuilder route)
        => route.Produces<RowPage>().Takes("columns", "Columns of the answer, separated by commas; all without").Takes("limit", "Rows of a page, 1 to 100,000 (default 1,000); an Arrow stream has all rows without")
            .Takes("cursor", "`next` of the page before").Takes("format", "json (default), csv or arrow; also by the Accept header. Any column of the table is a filter: `segment=AX`, `net_revenue=gte:100`, `segment=in:AX,AY`, `override_id=null:`");

    /// <summary>Answers for as long as there is news.</summary>
    public static T Lasting<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(new LastingAnswer());

    /// <summary>Routes that take GET take HEAD as well, but for those that last: the same answer without its body (RFC 9110, 9.3.2), which the web server leaves out.</summary>
    public static RouteGroupBuilder AnswersHead(this RouteGroupBuilder routes)
    {
        ((IEndpointConventionBuilder)routes).Finally(route =>
        {
            if (route.Metadata.OfType<HttpMethodMetadata>().LastOrDefault()?.HttpMethods is ["GET"] && !route.Metadata.OfType<LastingAnswer>().Any())
            {
                route.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            }
        });
        return routes;
    }

    /// <summary>Who calls.</summary>
    public static Caller Caller(this HttpContext context) => context.Features.Get<Caller>()!;
}
