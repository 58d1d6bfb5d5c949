using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Audit;
using SegmentationML.Service.Api;

namespace SegmentationML.Service.Security;

/// <summary>
/// The one door: host, origin, rate, key and scope of every call, before any route sees it. What is not expressly allowed is denied:
/// a route without <see cref="ScopeNeeded"/> is closed, and without a valid key nobody learns which routes exist.
/// </summary>
internal sealed class CallGate(RequestDelegate next, ServiceOptions options, KeyRing keys, CallCounter counter)
{
    private const string Bearer = "Bearer ";
    private readonly IReadOnlySet<string> _hosts = options.ServedHosts();

    /// <summary>Lets a call pass or answers it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        Harden(context.Response.Headers);
        if (Refusal(context) is { } problem)
        {
            if (problem == ApiProblems.NoKey)
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers.WWWAuthenticate = "Bearer";
                    return Task.CompletedTask;
                });
            }

            await ApiProblem.WriteAsync(context, problem);
            return;
        }

        await next(context);
    }

    private Problem? Refusal(HttpContext context)
    {
        var request = context.Request;
        if (!_hosts.Contains(request.Host.Host))
        {
            return ApiProblems.WrongHost;
        }

        if (request.Headers.Origin is { Count: > 0 } origin && !IsOwn(origin, request))
        {
            return ApiProblems.WrongOrigin;
        }

        var needed = context.GetEndpoint()?.Metadata.GetMetadata<ScopeNeeded>();
        if (needed == ScopeNeeded.None)
        {
            return null;
        }

        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (counter.IsShutOut(address))
        {
            keys.NoteRefusal($"address {address}", AuditEvent.Program, "too many calls without a valid key");
            return ApiProblems.TooManyCalls;
        }

        if (Caller(request) is not { } caller)
        {
            counter.Failed(address);
            return ApiProblems.NoKey;
        }

        context.Features.Set(caller);
        return !counter.MayCall(caller.KeyId) ? ApiProblems.TooManyCalls
            : context.GetEndpoint() is null ? ApiProblems.NoRoute
            : context.GetEndpoint() is not RouteEndpoint ? null // The router's own answer: no such method, or no such kind of body.
            : needed?.Scope is not { } scope || !caller.May(scope) ? Refuse(context, caller, ApiProblems.NotAllowed)
            : Unseen(context, caller);
    }

    /// <summary>A caller who may not see everything gets only routes that heed it, and knows of no other pipelines than its own.</summary>
    private Problem? Unseen(HttpContext context, Caller caller)
        => caller.Sight.IsFull ? null
            : context.GetEndpoint()!.Metadata.GetMetadata<SightHeeded>() is null ? Refuse(context, caller, ApiProblems.NotNarrowed)
            : context.Request.RouteValues.TryGetValue("pipeline", out var pipeline) && !caller.Sight.SeesPipeline($"{pipeline}") ? Refuse(context, caller, Worker.PipelineCatalog.Unknown($"{pipeline}" is { Length: <= 63 } name ? name : "…"))
            : null;

    private Problem Refuse(HttpContext context, Caller caller, Problem problem)
    {
        keys.NoteRefusal(caller.KeyId, caller.Name, $"{context.Request.Method} {(context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText}");
        return problem;
    }

    private Caller? Caller(HttpRequest request)
        => request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.Ordinal) ? keys.Find(header[Bearer.Length..]) : null;

    private static bool IsOwn(StringValues origin, HttpRequest request)
        => origin is [{ } text] && Uri.TryCreate(text, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase) && uri.Scheme == request.Scheme;

    private static void Harden(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
