using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace SegmentationML.Service.Api;

/// <summary>Counts calls and how long they took, by the class of their answer.</summary>
internal sealed class CallFigures(RequestDelegate next, CallTally tally)
{
    /// <summary>Passes a call on and counts it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            tally.Add(context.Response.StatusCode, Stopwatch.GetElapsedTime(start));
            if (Activity.Current is { IsAllDataRequested: true } span)
            {
                Name(span, context);
            }
        }
    }

    /// <remarks>The route and not the path: keys of customers stand in no trace.</remarks>
    private static void Name(Activity span, HttpContext context)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
        span.DisplayName = $"{context.Request.Method} {route}".TrimEnd();
        span.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
    }
}
