using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Service.Security;

namespace SegmentationML.Service.Tests.Security;

public sealed class CallGateTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly Uri Me = new("/api/v1/me", UriKind.Relative);

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("169.254.169.254")]
    public async Task Call_AddressedToAnotherName_IsRefused(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Me);
        request.Headers.Host = host;
        using var answer = await service.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Forbidden, "SEG-SRV-022"), (answer.StatusCode, await CodeOf(answer)));
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("own", true)]
    public async Task Call_FromAPage_OnlyFromOurOwn(string origin, bool passes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Me);
        request.Headers.Add("Origin", origin == "own" ? service.Address.GetLeftPart(UriPartial.Authority) : origin);
        using var answer = await service.Admin.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(passes ? HttpStatusCode.OK : HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("segml_")]
    [InlineData("segml_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("admin")]
    public async Task Call_WithAWrongKey_IsRefused(string key)
    {
        using var client = service.Client(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        using var answer = await client.GetAsync(Me, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, "SEG-SRV-020"), (answer.StatusCode, await CodeOf(answer)));
    }

    [Fact]
    public async Task Key_OneCharacterOff_IsRefused()
    {
        var text = service.Keys.Add("near", [Scope.Read], null, "tests").Text;
        using var client = service.Client(text[..^1] + (text[^1] == 'A' ? 'B' : 'A'));
        using var answer = await client.GetAsync(Me, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Key_FromItsMakingToItsEnd()
    {
        using var made = await service.Admin.PostAsJsonAsync("/api/v1/keys", new { name = "erp", scopes = new[] { "read" }, days = 30 }, TestContext.Current.CancellationToken);
        var key = await made.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var id = key.GetProperty("id").GetString();
        using var first = service.Client(key.GetProperty("text").GetString());
        Assert.Equal("erp", (await first.GetFromJsonAsync<JsonElement>(Me, TestContext.Current.CancellationToken)).GetProperty("name").GetString());

        using var rotated = await service.Admin.PostAsJsonAsync($"/api/v1/keys/{id}/rotate", new { grace_hours = 1 }, TestContext.Current.CancellationToken);
        var next = await rotated.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var second = service.Client(next.GetProperty("text").GetString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), ((await first.GetAsync(Me, TestContext.Current.CancellationToken)).StatusCode, (await second.GetAsync(Me, TestContext.Current.CancellationToken)).StatusCode));

        Assert.Equal(HttpStatusCode.OK, (await service.Admin.DeleteAsync(new Uri($"/api/v1/keys/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), ((await first.GetAsync(Me, TestContext.Current.CancellationToken)).StatusCode, (await second.GetAsync(Me, TestContext.Current.CancellationToken)).StatusCode));

        var list = await service.Admin.GetStringAsync(new Uri("/api/v1/keys", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("segml_", list, StringComparison.Ordinal);
        Assert.DoesNotContain("digest", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["read"]}""", 422)]
    [InlineData("""{"name":"x","scopes":[]}""", 422)]
    [InlineData("""{"name":"x","scopes":["root"]}""", 400)]
    [InlineData("""{"name":"x","scopes":[4]}""", 400)]
    [InlineData("""{"name":"x","scopes":["read"],"days":0}""", 400)]
    [InlineData("""{"name":"x","scopes":["read"],"days":1e400}""", 400)]
    [InlineData("""{"name":"x","scopes":["read"],"id":"mine"}""", 400)]
    [InlineData("""{"name":"x","name":"y","scopes":["read"]}""", 400)]
    [InlineData("""{"name":"a\u0000b","scopes":["read"]}""", 422)]
    [InlineData("[]", 400)]
    [InlineData("null", 400)]
    [InlineData("{", 400)]
    public async Task Key_WrongOrder_IsRefusedAndNothingMade(string body, int status)
    {
        var before = service.Keys.List().Count;
        using var answer = await service.Admin.PostAsync(new Uri("/api/v1/keys", UriKind.Relative), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith("SEG-SRV-", await CodeOf(answer), StringComparison.Ordinal);
        Assert.Equal(before, service.Keys.List().Count);
    }

    [Fact]
    public async Task Body_OfAnotherKindOrTooLarge_IsRefused()
    {
        using var text = await service.Admin.PostAsync(new Uri("/api/v1/keys", UriKind.Relative), new StringContent("name=x"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, text.StatusCode);
        using var heavy = new HttpRequestMessage(HttpMethod.Post, "/api/v1/keys") { Content = new StringContent(new string(' ', 2 << 20), System.Text.Encoding.UTF8, "application/json") };
        heavy.Headers.ExpectContinue = true; // The service refuses by the length: without this the client may still be sending when it does.
        using var large = await service.Admin.SendAsync(heavy, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var deep = await service.Admin.PostAsync(new Uri("/api/v1/keys", UriKind.Relative), new StringContent(new string('[', 3000), System.Text.Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
    }

    [Fact]
    public void Counter_ManyFailures_ShutOneAddressOutForTheMinute()
    {
        var clock = new SteppedClock();
        var counter = new CallCounter(new ServiceOptions { DefinitionRoots = [], FailedCallsPerMinute = 3, CallsPerMinute = 2 }, clock);
        for (var i = 0; i < 3; i++)
        {
            Assert.False(counter.IsShutOut("10.0.0.1"));
            counter.Failed("10.0.0.1");
        }

        Assert.True(counter.IsShutOut("10.0.0.1"));
        Assert.False(counter.IsShutOut("10.0.0.2"));
        Assert.Equal((true, true, false), (counter.MayCall("k"), counter.MayCall("k"), counter.MayCall("k")));
        clock.Step(TimeSpan.FromMinutes(1));
        Assert.False(counter.IsShutOut("10.0.0.1"));
        Assert.True(counter.MayCall("k"));
    }

    private static async Task<string> CodeOf(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("code").GetString()!;
    }
}
