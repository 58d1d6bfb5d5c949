using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Tests.Security;

/// <summary>Every route that exists is walked: none is open but health and the empty page, none answers a stranger, none does more than the key's scope.</summary>
public sealed class RouteTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly string[] Open = ["/health/live", "/health/ready", "/", "/page.css", "/page.js", "/report", "/report.js", "/favicon.svg"];

    private IEnumerable<(RouteEndpoint Route, string Path, string Method)> Routes()
        => service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(r => (r.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(m => (r, Filled(r.RoutePattern.RawText!), m)));

    [Fact]
    public void Routes_EachSaysWhatItNeeds()
    {
        Assert.NotEmpty(Routes());
        Assert.All(Routes(), r => Assert.NotNull(r.Route.Metadata.GetMetadata<ScopeNeeded>()));
        Assert.Equal(Open.Order(), Routes().Where(r => r.Route.Metadata.GetMetadata<ScopeNeeded>() == ScopeNeeded.None).Select(r => r.Path).Distinct().Order());
    }

    [Fact]
    public async Task Routes_StrangersGetNothing()
    {
        foreach (var (_, path, method) in Routes().Where(r => !Open.Contains(r.Path)))
        {
            using var answer = await service.Stranger.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {path} answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Routes_AKeyDoesNoMoreThanItsScope()
    {
        foreach (var (route, path, method) in Routes().Where(r => r.Route.Metadata.GetMetadata<ScopeNeeded>() is { Scope: { } scope } && scope != Scope.Read))
        {
            using var answer = await service.Reader.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {path} ({route.DisplayName}) answered {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Unknown_StrangersCannotTellWhatExists()
    {
        using var stranger = await service.Stranger.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        using var admin = await service.Admin.GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NotFound), (stranger.StatusCode, admin.StatusCode));
    }

    [Fact]
    public async Task OpenApi_NamesEveryRouteOfTheInterface()
    {
        var document = JsonDocument.Parse(await service.Reader.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken)).RootElement;
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}")).ToHashSet(StringComparer.Ordinal);
        Assert.StartsWith("3.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.All(Routes().Where(r => r.Path.StartsWith("/api/", StringComparison.Ordinal) && r.Method != "HEAD"), r => Assert.Contains($"{r.Method} {r.Route.RoutePattern.RawText}", described));
    }

    private static string Filled(string pattern)
        => pattern.Replace("{pipeline}", "shop", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal).Replace("{file}", "manifest.json", StringComparison.Ordinal)
            .Replace("{table}", "assignments", StringComparison.Ordinal).Replace("{key}", "P001", StringComparison.Ordinal).Replace("{run}", "x", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal)
            .Replace("{alert}", "0123456789abcdef", StringComparison.Ordinal).Replace("{silence}", "1", StringComparison.Ordinal).Replace("{webhook}", "erp", StringComparison.Ordinal);
}
