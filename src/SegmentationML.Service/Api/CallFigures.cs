using System.Diagnostics;
using Microsoft.AspNetCore.Http;

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
        }
    }
}
