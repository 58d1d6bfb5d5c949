using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Alerts;
using SegmentationML.Service.Tests.Webhooks;

namespace SegmentationML.Service.Tests.Api;

/// <summary>A run that fails in the real service, from the alert to the webhook and to its end.</summary>
public sealed class AlertRoutesTests : IAsyncLifetime
{
    private readonly RunningService _service = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        File.WriteAllText(_service.Shop.PathOf("alerts.yaml"), "resolve_after_minutes: 0\nrules: [{kind: boundary, off: true}]\nroute: {receiver: default, group_wait_seconds: 0}\n");
        return _service.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Webhook_Rotated_ShowsItsNewSecretOnce_AndDeliveriesBearBothSignatures()
    {
        await using var server = LoopbackServer.Answering("200 OK");
        using var added = await _service.Admin.PostAsJsonAsync("/api/v1/webhooks", new { name = "erp", url = server.Url, events = new[] { "version" } }, End);
        var first = Text(await added.Content.ReadFromJsonAsync<JsonElement>(End), "secret");
        using var answer = await _service.Admin.PostAsync(new Uri("/api/v1/webhooks/erp/rotate", UriKind.Relative), null, End);
        Assert.Equal((HttpStatusCode.OK, "no-store"), (answer.StatusCode, answer.Headers.CacheControl?.ToString()));
        var rotated = await answer.Content.ReadFromJsonAsync<JsonElement>(End);
        Assert.StartsWith("whsec_", Text(rotated, "secret"), StringComparison.Ordinal);
        Assert.NotEqual(first, Text(rotated, "secret"));
        Assert.InRange(rotated.GetProperty("former_until").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(23), DateTimeOffset.UtcNow.AddHours(25));
        Assert.DoesNotContain("secret", await _service.Admin.GetStringAsync("/api/v1/webhooks/erp", End), StringComparison.Ordinal);
        using var unknown = await _service.Admin.PostAsync(new Uri("/api/v1/webhooks/none/rotate", UriKind.Relative), null, End);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var refused = await _service.Admin.SendAsync(HttpMethod.Post, "/api/v1/webhooks/erp/rotate", null, ("Idempotency-Key", "one"));
        Assert.Equal((HttpStatusCode.BadRequest, "SEG-SRV-061"), await refused.ProblemAsync());

        using var test = await _service.Admin.PostAsync(new Uri("/api/v1/webhooks/erp/test", UriKind.Relative), null, End);
        await ArrivedAsync(server, "webhook.test");
        var line = server.Requests.Last().Split("\r\n").Single(l => l.StartsWith("webhook-signature:", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(2, line.Split("v1,").Length - 1);
    }

    [Fact]
    public async Task RunThatFails_IsToldAndSilenced_AndAVersionIsAnnounced()
    {
        await using var server = LoopbackServer.Answering("200 OK");
        using var added = await _service.Admin.PostAsJsonAsync("/api/v1/webhooks", new { name = "erp", url = server.Url, events = new[] { "version", "alert" } }, End);
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        var webhook = await added.Content.ReadFromJsonAsync<JsonElement>(End);
        Assert.StartsWith("whsec_", webhook.GetProperty("secret").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await _service.Admin.GetStringAsync("/api/v1/webhooks", End), StringComparison.Ordinal);

        await _service.RunAsync(_service.Admin, new { force = true });
        await ArrivedAsync(server, "version.published");

        File.Move(_service.Shop.PathOf("lines.csv"), _service.Shop.PathOf("away.csv"));
        await _service.RunAsync(_service.Admin, new { });
        Look();
        var alert = Assert.Single((await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/alerts?state=firing", End)).EnumerateArray());
        Assert.Equal(("run-failed", "critical", "shop", 2), (Text(alert, "kind"), Text(alert, "severity"), Text(alert, "pipeline"), alert.GetProperty("version").GetInt32()));
        Assert.DoesNotContain(_service.Shop.Root, alert.GetRawText(), StringComparison.Ordinal);
        await ArrivedAsync(server, "alert.notified");
        using var evidence = await _service.Reader.GetAsync(Text(alert, "link"), End);
        Assert.Equal(HttpStatusCode.OK, evidence.StatusCode);

        var path = $"/api/v1/alerts/{Text(alert, "fingerprint")}";
        using var refused = await _service.Admin.PostAsJsonAsync($"{path}/silence", new { hours = 2 }, End);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var silenced = await _service.Admin.PostAsJsonAsync($"{path}/silence", new { hours = 2, reason = "the file comes at noon" }, End);
        Assert.Equal(HttpStatusCode.Created, silenced.StatusCode);
        Assert.Equal("silenced", Text(await _service.Reader.GetFromJsonAsync<JsonElement>(path, End), "state"));
        using var unsilenced = await _service.Admin.DeleteAsync(silenced.Headers.Location, End);
        Assert.Equal("firing", Text(await _service.Reader.GetFromJsonAsync<JsonElement>(path, End), "state"));

        File.Move(_service.Shop.PathOf("away.csv"), _service.Shop.PathOf("lines.csv"));
        await _service.RunAsync(_service.Admin, new { });
        Look();
        Assert.Equal("resolved", Text(await _service.Reader.GetFromJsonAsync<JsonElement>(path, End), "state"));
    }

    [Theory]
    [InlineData("http://erp.example.com/hook", HttpStatusCode.UnprocessableEntity)]
    [InlineData("https://[::ffff:127.0.0.1]/hook", HttpStatusCode.UnprocessableEntity)]
    [InlineData("https://2130706433/hook", HttpStatusCode.UnprocessableEntity)]
    [InlineData("https://169.254.169.254/latest/meta-data/", HttpStatusCode.UnprocessableEntity)]
    [InlineData(null, HttpStatusCode.UnprocessableEntity)]
    public async Task Webhook_ThatLeadsInside_IsRefused_AndNothingChanges(string? url, HttpStatusCode status)
    {
        using var answer = await _service.Admin.PostAsJsonAsync("/api/v1/webhooks", new { name = "erp", url, events = new[] { "version" } }, End);
        Assert.Equal((status, "SEG-HOOK-001"), (answer.StatusCode, Text(await answer.Content.ReadFromJsonAsync<JsonElement>(End), "code")));
        Assert.Empty((await _service.Admin.GetFromJsonAsync<JsonElement>("/api/v1/webhooks", End)).EnumerateArray());
    }

    [Fact]
    public async Task BadRequests_AreAnsweredAsSuch()
    {
        async Task Is(HttpStatusCode status, Task<HttpResponseMessage> call)
        {
            using var answer = await call;
            Assert.Equal(status, answer.StatusCode);
        }

        await Is(HttpStatusCode.NotFound, _service.Reader.GetAsync("/api/v1/alerts/0123456789abcdef", End));
        await Is(HttpStatusCode.BadRequest, _service.Reader.GetAsync("/api/v1/alerts?state=loud", End));
        await Is(HttpStatusCode.NotFound, _service.Admin.DeleteAsync("/api/v1/alerts/silences/99", End));
        await Is(HttpStatusCode.UnprocessableEntity, _service.Admin.PostAsJsonAsync("/api/v1/alerts/silences", new { matchers = new[] { "kind =~ .*" }, reason = "quiet" }, End));
        await Is(HttpStatusCode.UnprocessableEntity, _service.Admin.PostAsJsonAsync("/api/v1/alerts/silences", new { matchers = new[] { "(" }, reason = "quiet" }, End));
        await Is(HttpStatusCode.BadRequest, _service.Admin.PostAsJsonAsync("/api/v1/alerts/silences", new { everything = true }, End));
        await Is(HttpStatusCode.NotFound, _service.Admin.GetAsync("/api/v1/webhooks/none", End));
        await Is(HttpStatusCode.NotFound, _service.Admin.PostAsJsonAsync("/api/v1/webhooks/none/test", new { }, End));
        await Is(HttpStatusCode.OK, _service.Reader.GetAsync("/api/v1/alerts/policy", End));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static async Task ArrivedAsync(LoopbackServer server, string type)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(End);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!server.Requests.Any(r => r.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal)))
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private void Look() => _service.App.Services.GetRequiredService<AlertWatch>().Look();
}
