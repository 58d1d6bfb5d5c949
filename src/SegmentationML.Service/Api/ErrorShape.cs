using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using SegmentationML.Core;

namespace SegmentationML.Service.Api;

/// <summary>Turns whatever goes wrong in a call into the one shape of a problem; nobody sees a stack or a path.</summary>
internal sealed class ErrorShape(RequestDelegate next, ILogger<ErrorShape> logger)
{
    /// <summary>Passes a call on and shapes what goes wrong.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (ProblemException e)
        {
            var problem = ApiProblem.Of(e.Problems, context.TraceIdentifier);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                logger.LogError(e, "{Trace}: {Method} {Route} failed", context.TraceIdentifier, context.Request.Method, RouteOf(context));
            }

            await ApiProblem.WriteAsync(context, problem);
            return;
        }
        catch (BadHttpRequestException e)
        {
            await ApiProblem.WriteAsync(context, Of(context, e.StatusCode, e.Message));
            return;
        }
#pragma warning disable CA1031 // The last catch of a call: whatever comes here is a fault of ours, is logged, and must not take the service down.
        catch (Exception e)
#pragma warning restore CA1031
        {
            logger.LogError(e, "{Trace}: {Method} {Route} failed", context.TraceIdentifier, context.Request.Method, RouteOf(context));
            await ApiProblem.WriteAsync(context, ApiProblem.Hidden(null, context.TraceIdentifier));
            return;
        }

        if (context.Response is { HasStarted: false, ContentLength: null or 0, ContentType: null, StatusCode: >= StatusCodes.Status400BadRequest and < StatusCodes.Status500InternalServerError } && context.Response.StatusCode != StatusCodes.Status416RangeNotSatisfiable && context.Response.StatusCode != StatusCodes.Status412PreconditionFailed)
        {
            await ApiProblem.WriteAsync(context, Of(context, context.Response.StatusCode, "a value is missing or cannot be read."));
        }
    }

    /// <summary>The route and not the address, which may name an entity.</summary>
    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";

    private static Problem Of(HttpContext context, int status, string why) => status switch
    {
        StatusCodes.Status404NotFound => ApiProblems.NoRoute,
        StatusCodes.Status405MethodNotAllowed => ApiProblems.NoMethod,
        StatusCodes.Status413PayloadTooLarge => ApiProblems.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => ApiProblems.WrongMediaType,
        _ when HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsDelete(context.Request.Method) => ApiProblems.WrongAddress,
        _ => ApiProblems.WrongBody(PathFree.Of(why)),
    };
}
