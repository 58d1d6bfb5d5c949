using System.Net;
using SegmentationML.Service.Security;
using SegmentationML.Service.Tests.Security;

namespace SegmentationML.Service.Tests.Api;

/// <summary>HEAD asks for what GET would answer, without the body (RFC 9110, 9.3.2).</summary>
public sealed class HeadTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Version = "/api/v1/pipelines/shop/snapshots/1";

    [Theory]
    [InlineData("/api/v1/pipelines")]
    [InlineData("/api/v1/pipelines/shop")]
    [InlineData("/api/v1/pipelines/shop/report")]
    [InlineData("/api/v1/pipelines/shop/snapshots")]
    [InlineData(Version)]
    [InlineData(Version + "/files/assignments.parquet")]
    [InlineData(Version + "/tables/assignments/rows?limit=3")]
    [InlineData(Version + "/tables/assignments/rows?limit=3&format=csv")]
    [InlineData(Version + "/tables/assignments/rows?format=arrow")]
    [InlineData("/api/v1/pipelines/shop/assignments/P001")]
    [InlineData("/api/v1/pipelines/shop/entities/P001")]
    [InlineData("/api/v1/runs")]
    [InlineData("/metrics")]
    [InlineData("/health/ready")]
    [InlineData("/")]
    public async Task Head_IsGetWithoutItsBody(string path)
    {
        using var get = await service.Admin.SendAsync(HttpMethod.Get, path);
        using var head = await service.Admin.SendAsync(HttpMethod.Head, path);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (get.StatusCode, head.StatusCode));
        Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Equal(get.Headers.CacheControl?.ToString(), head.Headers.CacheControl?.ToString());
        var (status, text) = await RawCall.SendAsync(service.Address, service.Keys.Add("head", [Scope.Admin], null, "tests").Text, "HEAD", path);
        Assert.Equal(200, status);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfAFile_SaysItsLength()
    {
        using var head = await service.Admin.SendAsync(HttpMethod.Head, Version + "/files/assignments.parquet");
        Assert.Equal((await service.Admin.GetByteArrayAsync(new Uri(Version + "/files/assignments.parquet", UriKind.Relative), TestContext.Current.CancellationToken)).Length, head.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/api/v1/pipelines/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/runs/x/events", HttpStatusCode.MethodNotAllowed)]
    [InlineData("/api/v1/pipelines/shop/score", HttpStatusCode.MethodNotAllowed)]
    public async Task Head_WhereThereIsNothingToAsk_IsRefused(string path, HttpStatusCode expected)
    {
        using var head = await service.Admin.SendAsync(HttpMethod.Head, path);
        Assert.Equal(expected, head.StatusCode);
    }
}
