using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
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
}
