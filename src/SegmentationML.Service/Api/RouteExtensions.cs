using Microsoft.AspNetCore.Builder;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Api;

/// <summary>What a route says of itself.</summary>
internal static class RouteExtensions
{
    /// <summary>The scope that a key must hold.</summary>
    public static T Needs<T>(this T route, Scope scope)
        where T : IEndpointConventionBuilder => route.WithMetadata(new ScopeNeeded(scope));

    /// <summary>Open without a key: only for what holds nothing of the company.</summary>
    public static T OpenToAll<T>(this T route)
        where T : IEndpointConventionBuilder => route.WithMetadata(ScopeNeeded.None);
}
