using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SegmentationML.Service.Webhooks;
using SegmentationML.Storage;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Tests.Webhooks;

/// <summary>Webhooks against servers that behave and servers that do not.</summary>
public sealed class WebhookSenderTests : IDisposable
{
    private static readonly WebhookNetworks Loopback = new(["127.0.0.0/8"]);
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hasty = TimeSpan.FromMilliseconds(700);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("segml-webhook-tests-");
    private readonly SteppedClock _clock = new();
    private readonly Workspace _workspace;

    public WebhookSenderTests() => _workspace = Workspace.Open(_folder.FullName, _clock);

    public void Dispose()
    {
        _workspace.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Event_ArrivesSignedByTheStandard()
    {
        await using var server = LoopbackServer.Answering("204 No Content");
        var (webhook, secret) = _workspace.Webhooks.Add("erp", server.Url, ["case"], "anna");
        _workspace.Webhooks.Test("erp");
        Assert.Equal((1, 0), await RoundAsync(Loopback));

        var (head, body) = Assert.Single(server.Requests).Split("\r\n\r\n", 2) is [var h, var b] ? (Headers(h), b) : default;
        var delivery = Assert.Single(_workspace.Deliveries.List(DeliveryQueue.WebhookTopic, webhook.Id, OutboxState.Delivered, 10));
        Assert.Equal((delivery.Id, "1772438400"), (head["webhook-id"], head["webhook-timestamp"])); // 2026-03-02T08:00:00Z
        var expected = HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{head["webhook-id"]}.{head["webhook-timestamp"]}.{body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(expected)}", head["webhook-signature"]);
        Assert.Equal("webhook.test", JsonDocument.Parse(body).RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Secret_ThatIsReplaced_SignsBesideTheNewOneForADay()
    {
        await using var server = LoopbackServer.Answering("204 No Content");
        var (webhook, first) = _workspace.Webhooks.Add("erp", server.Url, ["case"], "anna");
        var (_, second, until) = _workspace.Webhooks.Rotate("erp", "anna");
        Assert.NotEqual(first, second);
        Assert.Equal(_clock.GetUtcNow().AddDays(1), until);
        Assert.Equal([second, first], await SignersAsync(server, first, second));
        _clock.Step(TimeSpan.FromHours(23.9));
        Assert.Equal([second, first], await SignersAsync(server, first, second));
        _clock.Step(TimeSpan.FromHours(0.1));
        Assert.Equal([second], await SignersAsync(server, first, second));

        var third = _workspace.Webhooks.Rotate("erp", "anna").Secret;
        var fourth = _workspace.Webhooks.Rotate(webhook.Id, "anna").Secret; // Two at once are enough: of three the oldest is gone.
        Assert.Equal([fourth, third], await SignersAsync(server, first, second, third, fourth));
        _workspace.Webhooks.Remove("erp", "anna");
        Assert.Empty(_workspace.Webhooks.SecretsOf(webhook.Id));
        Assert.Empty(_workspace.Audit.Verify(null).Findings);
        Assert.DoesNotContain("whsec_", string.Concat(_workspace.Audit.Find(new AuditFilter { Limit = 100 }).Select(e => e.ToJson())), StringComparison.Ordinal);
    }

    /// <summary>The example of the Standard Webhooks specification's reference libraries.</summary>
    [Fact]
    public void Signature_OfTheSpecificationsExample()
        => Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"));

    [Fact]
    public async Task Redirect_ToTheMetadataService_IsNotFollowed()
    {
        await using var server = LoopbackServer.Answering("302 Found", "Location: http://169.254.169.254/latest/meta-data/\r\n");
        Assert.Equal("It answered 302, a redirect, which is not followed.", await FailureAsync(server.Url));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Answer_OneByteAtATime_EndsInTime()
    {
        await using var server = new LoopbackServer(async (_, stream, end) =>
        {
            foreach (var b in Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX-Slow: " + new string('x', 1_000)))
            {
                await stream.WriteAsync(new[] { b }, end);
                await Task.Delay(50, end);
            }
        });
        Assert.Equal("It did not answer within 0.7 seconds.", await FailureAsync(server.Url, limit: Hasty));
    }

    [Fact]
    public async Task Answer_WithABodyThatNeverEnds_IsNotWaitedFor()
    {
        await using var server = new LoopbackServer(async (_, stream, end) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"), end);
            await Task.Delay(Timeout.Infinite, end);
        });
        Assert.Equal("", await FailureAsync(server.Url));
    }

    [Fact]
    public async Task Answer_WithEndlessHeaders_IsCutOff()
    {
        await using var server = new LoopbackServer((_, stream, end) => stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nX: " + new string('x', 100_000) + "\r\n\r\n"), end).AsTask());
        Assert.NotEqual("", await FailureAsync(server.Url));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("93.184.216.34 10.0.0.5")] // One address of several is private.
    [InlineData("::ffff:127.0.0.1")]
    public async Task Name_ThatLeadsInside_IsNotCalled(string addresses)
    {
        var resolved = addresses.Split(' ').Select(IPAddress.Parse).ToArray();
        Assert.Equal("Its name leads to an address that webhooks may not call.", await FailureAsync("https://rebound.example.com/hook", new WebhookNetworks([]), (_, _) => Task.FromResult(resolved)));
    }

    [Fact]
    public async Task Name_IsResolvedOnce_SoThatASecondAnswerCannotLeadElsewhere()
    {
        await using var server = LoopbackServer.Answering("200 OK");
        var asked = 0;
        var failure = await FailureAsync($"http://localhost:{server.Port}/hook", Loopback, (_, _) => Task.FromResult(new[] { Interlocked.Increment(ref asked) == 1 ? IPAddress.Loopback : IPAddress.Parse("169.254.169.254") }));
        Assert.Equal(("", 1, 1), (failure, asked, server.Requests.Count));
    }

    [Fact]
    public async Task Name_NotAllowedAnyMore_IsNotCalled()
    {
        await using var server = LoopbackServer.Answering("200 OK");
        Assert.NotEqual("", await FailureAsync(server.Url, new WebhookNetworks([])));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Gone_IsADeadLetterAtOnce()
    {
        await using var server = LoopbackServer.Answering("410 Gone");
        await FailureAsync(server.Url);
        Assert.Single(_workspace.Deliveries.List(DeliveryQueue.WebhookTopic, _workspace.Webhooks.Get("erp").Id, OutboxState.Refused, 10));
    }

    [Fact]
    public async Task Busy_IsLeftAloneForTheTimeThatItAsks()
    {
        await using var server = LoopbackServer.Answering("503 Service Unavailable", "Retry-After: 600\r\n");
        await FailureAsync(server.Url);
        Assert.Equal(_clock.GetUtcNow().AddSeconds(600), Assert.Single(_workspace.Deliveries.List(DeliveryQueue.WebhookTopic, _workspace.Webhooks.Get("erp").Id, OutboxState.Pending, 10)).Due);
    }

    [Fact]
    public async Task Receiver_DownForADay_GetsEverythingOnceAndInOrder_WithoutBeingHammered()
    {
        var up = false;
        await using var server = new LoopbackServer((_, stream, end) => stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {(up ? "200 OK" : "503 No")}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"), end).AsTask());
        var webhook = _workspace.Webhooks.Add("erp", server.Url, ["case"], "anna").Webhook;
        for (var hour = 0; hour < 24; hour++)
        {
            _workspace.Webhooks.Test("erp");
            for (var minute = 0; minute < 60; minute += 5)
            {
                await RoundAsync(Loopback);
                _clock.Step(TimeSpan.FromMinutes(5));
            }
        }

        var attempts = server.Requests.Count;
        Assert.InRange(attempts, 24, 200);
        up = true;
        for (var hour = 0; hour < 8; hour++)
        {
            _clock.Step(TimeSpan.FromHours(1));
            await RoundAsync(Loopback);
        }

        var deliveries = _workspace.Deliveries.List(DeliveryQueue.WebhookTopic, webhook.Id, null, 100);
        Assert.All(deliveries, d => Assert.Equal(OutboxState.Delivered, d.State));
        var arrived = server.Requests.Skip(attempts).Select(r => Headers(r.Split("\r\n\r\n")[0])["webhook-id"]).ToArray();
        Assert.Equal(deliveries.Select(d => d.Id).Order(), arrived.Order());
    }

    [Fact]
    public async Task SlowReceiver_HoldsUpNoOther()
    {
        await using var slow = new LoopbackServer((_, _, end) => Task.Delay(Timeout.Infinite, end));
        await using var quick = LoopbackServer.Answering("200 OK");
        _workspace.Webhooks.Add("slow", slow.Url, ["case"], "anna");
        _workspace.Webhooks.Add("quick", quick.Url, ["case"], "anna");
        for (var i = 0; i < 3; i++)
        {
            _workspace.Webhooks.Test("slow");
            _workspace.Webhooks.Test("quick");
        }

        Assert.Equal((3, 1), await RoundAsync(Loopback, limit: TimeSpan.FromSeconds(5)));
        Assert.Equal((1, 3), (slow.Requests.Count, quick.Requests.Count));
    }

    /// <summary>Which secrets signed a test delivery, in the order of the signatures.</summary>
    private async Task<string[]> SignersAsync(LoopbackServer server, params string[] secrets)
    {
        _workspace.Webhooks.Test("erp");
        Assert.Equal((1, 0), await RoundAsync(Loopback));
        var (head, body) = server.Requests.Last().Split("\r\n\r\n", 2) is [var h, var b] ? (Headers(h), b) : default;
        return [.. head["webhook-signature"].Split(' ').Select(signature => secrets.Single(s => WebhookSignature.Of(s, head["webhook-id"], long.Parse(head["webhook-timestamp"], System.Globalization.CultureInfo.InvariantCulture), body) == signature))];
    }

    private static Dictionary<string, string> Headers(string head)
        => head.Split("\r\n").Skip(1).Select(l => l.Split(':', 2)).GroupBy(l => l[0].ToLowerInvariant()).ToDictionary(l => l.Key, l => l.First()[1].Trim());

    private async Task<(int Arrived, int Failed)?> RoundAsync(WebhookNetworks networks, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, TimeSpan? limit = null)
    {
        using var sender = new WebhookSender(_workspace.Webhooks, networks, _clock, PinnedHttp.Create(networks, resolve), limit ?? Patient);
        return await new DeliveryRound(_workspace.Deliveries, [sender]).RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Why one delivery failed; empty when it arrived.</summary>
    private async Task<string> FailureAsync(string url, WebhookNetworks? networks = null, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, TimeSpan? limit = null)
    {
        var webhook = _workspace.Webhooks.Add("erp", url, ["case"], "anna").Webhook;
        _workspace.Webhooks.Test("erp");
        await RoundAsync(networks ?? Loopback, resolve, limit);
        return Assert.Single(_workspace.Deliveries.List(DeliveryQueue.WebhookTopic, webhook.Id, null, 10)).Problem ?? "";
    }
}
