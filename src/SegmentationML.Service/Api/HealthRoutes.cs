using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Service.Api;

/// <summary>Whether the service lives, and whether it can do its work.</summary>
internal static class HealthRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Ok(new Health("live"))).WithName("live").WithSummary("Whether the process answers").WithTags("health").OpenToAll();
        routes.MapGet("/health/ready", Ready).WithName("ready").WithSummary("Whether the ledger can be read").WithTags("health").OpenToAll();
    }

    private static IResult Ready(IRunLedger ledger)
    {
        try
        {
            ledger.Runs(null, 1);
            return TypedResults.Ok(new Health("ready"));
        }
        catch (ProblemException)
        {
            return TypedResults.Json(new Health("not ready"), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <param name="Status">live, ready or not ready.</param>
    internal sealed record Health(string Status);
}
