using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SegmentationML.Service.Tests.Api;

/// <summary>The OpenAPI document says of every route what it does, takes and answers; and real answers are what it says.</summary>
public sealed class OpenApiTests(TwoVersions shop) : IClassFixture<TwoVersions>
{
    private static readonly string[] Problems = ["400", "401", "403", "404", "429", "default"];

    public static TheoryData<string, string> Answers => new()
    {
        { "/api/v1/pipelines", "/api/v1/pipelines" },
        { "/api/v1/pipelines/{pipeline}", "/api/v1/pipelines/shop" },
        { "/api/v1/pipelines/{pipeline}/snapshots", "/api/v1/pipelines/shop/snapshots" },
        { "/api/v1/pipelines/{pipeline}/snapshots/{version}", "/api/v1/pipelines/shop/snapshots/2" },
        { "/api/v1/pipelines/{pipeline}/snapshots/{version}/diff", "/api/v1/pipelines/shop/snapshots/1/diff?to=2" },
        { "/api/v1/pipelines/{pipeline}/snapshots/{version}/diff/rows", "/api/v1/pipelines/shop/snapshots/1/diff/rows?to=2&limit=3" },
        { "/api/v1/pipelines/{pipeline}/snapshots/{version}/tables/{table}/rows", "/api/v1/pipelines/shop/snapshots/1/tables/policies/rows?limit=3" },
        { "/api/v1/pipelines/{pipeline}/snapshots/{version}/monitor", "/api/v1/pipelines/shop/snapshots/2/monitor" },
        { "/api/v1/pipelines/{pipeline}/delta", "/api/v1/pipelines/shop/delta?since=1&limit=3" },
        { "/api/v1/pipelines/{pipeline}/consumers", "/api/v1/pipelines/shop/consumers" },
        { "/api/v1/pipelines/{pipeline}/names", "/api/v1/pipelines/shop/names" },
        { "/api/v1/pipelines/{pipeline}/promotions", "/api/v1/pipelines/shop/promotions" },
        { "/api/v1/pipelines/{pipeline}/promotions/{version}", "/api/v1/pipelines/shop/promotions/2" },
        { "/api/v1/pipelines/{pipeline}/promotions/{version}/impact", "/api/v1/pipelines/shop/promotions/2/impact" },
        { "/api/v1/pipelines/{pipeline}/case-kinds", "/api/v1/pipelines/shop/case-kinds" },
        { "/api/v1/pipelines/{pipeline}/assignments/{key}", "/api/v1/pipelines/shop/assignments/P001" },
        { "/api/v1/pipelines/{pipeline}/entities/{key}", "/api/v1/pipelines/shop/entities/P001" },
        { "/api/v1/pipelines/{pipeline}/entities/{key}/history", "/api/v1/pipelines/shop/entities/P001/history" },
        { "/api/v1/runs", "/api/v1/runs" },
        { "/api/v1/models", "/api/v1/models" },
        { "/api/v1/models/{model}/versions", "/api/v1/models/shop/versions" },
        { "/api/v1/models/{model}/versions/{reference}", "/api/v1/models/shop/versions/latest" },
        { "/api/v1/models/{model}/compare", "/api/v1/models/shop/compare?from=1&to=2" },
        { "/api/v1/overrides", "/api/v1/overrides" },
        { "/api/v1/cases", "/api/v1/cases?all=true" },
        { "/api/v1/audit", "/api/v1/audit?limit=5" },
        { "/api/v1/audit/verify", "/api/v1/audit/verify" },
        { "/api/v1/keys", "/api/v1/keys" },
        { "/api/v1/me", "/api/v1/me" },
    };

    [Fact]
    public async Task Routes_EachSaysWhatItDoesTakesAndAnswers()
    {
        var paths = (await Document()).GetProperty("paths");
        var routes = shop.Service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(r => r.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(routes);
        var wrong = new List<string>();
        foreach (var (route, method) in routes.SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => (r, m))))
        {
            var name = $"{method} {route.RoutePattern.RawText}";
            if (!paths.TryGetProperty(route.RoutePattern.RawText!, out var path) || !path.TryGetProperty(method.ToLowerInvariant(), out var operation))
            {
                wrong.Add($"{name} is not in the document");
                continue;
            }

            wrong.AddRange(Lacks(operation, route, method).Select(l => $"{name} {l}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Answer_IsWhatTheDocumentSays(string route, string path)
    {
        var document = await Document();
        var schema = document.GetProperty("paths").GetProperty(route).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var flaws = SchemaCheck.Flaws(document, schema, await shop.Service.Admin.JsonAsync(path), "answer").Take(5).ToArray();
        Assert.True(flaws.Length == 0, string.Join('\n', flaws));
    }

    [Fact]
    public async Task Problem_IsWhatTheDocumentSays()
    {
        var document = await Document();
        using var answer = await shop.Service.Reader.SendAsync(HttpMethod.Get, "/api/v1/pipelines/nothing");
        var schema = document.GetProperty("components").GetProperty("schemas").GetProperty("ApiProblem");
        Assert.Empty(SchemaCheck.Flaws(document, schema, await answer.BodyAsync(), "problem"));
        Assert.Equal(["code", "detail", "problems", "status", "title", "trace_id", "type"], schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()!).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Lacks(JsonElement operation, RouteEndpoint route, string method)
    {
        if (!operation.TryGetProperty("summary", out var summary) || summary.GetString() is not { Length: > 5 })
        {
            yield return "has no summary";
        }

        if (!operation.TryGetProperty("operationId", out _) || !operation.TryGetProperty("tags", out _))
        {
            yield return "has no name or tag";
        }

        var parameters = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToArray() : [];
        foreach (var parameter in route.RoutePattern.Parameters)
        {
            if (!parameters.Any(p => p.GetProperty("name").GetString() == parameter.Name && p.GetProperty("in").GetString() == "path" && p.TryGetProperty("description", out var words) && words.GetString() is { Length: > 5 }))
            {
                yield return $"does not say what {parameter.Name} is";
            }
        }

        foreach (var query in parameters.Where(p => p.GetProperty("in").GetString() == "query" && !p.TryGetProperty("description", out _)))
        {
            yield return $"does not say what {query.GetProperty("name").GetString()} is";
        }

        var responses = operation.GetProperty("responses");
        if (!responses.EnumerateObject().Any(r => r.Name.StartsWith('2') && (r.Name == "204" || (r.Value.TryGetProperty("content", out var content) && content.EnumerateObject().All(c => c.Value.TryGetProperty("schema", out _))))))
        {
            yield return "does not say what it answers";
        }

        foreach (var status in method == "GET" ? Problems : [.. Problems, "409", "422"])
        {
            if (!responses.TryGetProperty(status, out var problem) || !problem.GetProperty("content").TryGetProperty("application/problem+json", out _))
            {
                yield return $"does not say {status}";
            }
        }
    }

    private async Task<JsonElement> Document() => await shop.Service.Reader.JsonAsync("/openapi/v1.json");
}
