using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Core;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service.Api;

/// <summary>Pipelines: what they are, how they stand, when they run next, their last report.</summary>
internal static class PipelineRoutes
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/pipelines", (PipelineViews views) => views.All()).WithName("list-pipelines").WithSummary("All pipelines, and how each stands").WithTags("pipelines").Needs(Scope.Read);
        api.MapGet("/pipelines/{pipeline}", (string pipeline, PipelineViews views) => views.One(pipeline)).WithName("get-pipeline").WithSummary("One pipeline").WithTags("pipelines").Needs(Scope.Read);
        api.MapGet("/pipelines/{pipeline}/report", Report).WithName("get-report").WithSummary("The report of the last run, HTML").WithTags("pipelines").Needs(Scope.Read);
    }

    private static PhysicalFileHttpResult Report(string pipeline, PipelineCatalog catalog, Workspace workspace, HttpContext context)
    {
        var name = catalog.Find(pipeline)?.Name ?? throw new ProblemException(PipelineCatalog.Unknown(pipeline));
        var file = new FileInfo(Path.Combine(workspace.ReportsFolder, name, "latest.html"));
        if (!file.Exists)
        {
            throw new ProblemException(ApiProblems.NotPublished(name));
        }

        context.Response.Headers.CacheControl = "private, no-cache";
        return TypedResults.PhysicalFile(file.FullName, "text/html; charset=utf-8", lastModified: new DateTimeOffset(file.LastWriteTimeUtc));
    }
}
