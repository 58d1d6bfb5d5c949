using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;

namespace SegmentationML.Service.Api;

/// <summary>Pipelines: what they are, how they stand, when they run next, their last report.</summary>
internal static class PipelineRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines", (PipelineViews views, HttpContext context) => views.All(context.Sight())).WithName("list-pipelines").WithSummary("All pipelines, and how each stands").WithTags("pipelines").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}", (string pipeline, PipelineViews views, HttpContext context) => views.One(pipeline, context.Sight())).WithName("get-pipeline").WithSummary("One pipeline").WithTags("pipelines").Needs(Scope.Read).HeedsSight();
        api.MapGet("/pipelines/{pipeline}/report", Report).WithName("get-report").Produces<string>(StatusCodes.Status200OK, "text/html").WithSummary("The report of the last run, HTML").WithTags("pipelines").Needs(Scope.Read).HeedsSight();
    }

    private static PhysicalFileHttpResult Report(string pipeline, PipelineCatalog catalog, LastReports reports, HttpContext context)
    {
        var name = catalog.RequireName(pipeline);
        var file = reports.Of(name) ?? throw new ProblemException(ApiProblems.NotPublished(name));
        if (!reports.IsOpenTo(name, context.Sight()))
        {
            throw new ProblemException(ApiProblems.FileMasked("report"));
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.PhysicalFile(file.FullName, "text/html; charset=utf-8", lastModified: new DateTimeOffset(file.LastWriteTimeUtc));
    }
}
