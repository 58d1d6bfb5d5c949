using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentationML.Pipeline.Report;

namespace SegmentationML.Service.Api;

/// <summary>The first page. Its files hold nothing of the company: what it shows comes from the interface, with the key that the reader has.</summary>
internal static class PageRoutes
{
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    // The report is written into the page that fetches it: its scripts are admitted by their digests, its styles stand in it. What it may do is narrowed once more by its own policy.
    private static readonly string ReportPolicy = $"default-src 'none'; script-src 'self' {HtmlReport.ScriptDigests}; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly (string Route, string File, string MediaType, string Policy)[] Files =
    [
        ("/", "index.html", "text/html; charset=utf-8", Policy),
        ("/page.css", "page.css", "text/css; charset=utf-8", Policy),
        ("/page.js", "page.js", "text/javascript; charset=utf-8", Policy),
        ("/report", "report.html", "text/html; charset=utf-8", ReportPolicy),
        ("/report.js", "report.js", "text/javascript; charset=utf-8", Policy),
        ("/favicon.svg", "favicon.svg", "image/svg+xml", Policy),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (route, file, mediaType, policy) in Files)
        {
            var content = Read(file);
            routes.MapGet(route, (HttpContext context) =>
            {
                context.Response.Headers.ContentSecurityPolicy = policy;
                context.Response.Headers.CacheControl = "no-cache";
                return TypedResults.Bytes(content, mediaType);
            }).ExcludeFromDescription().OpenToAll();
        }
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageRoutes).Assembly.GetManifestResourceStream($"page/{file}")
            ?? throw new InvalidOperationException($"The library was built without its resource 'page/{file}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
