using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Core;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests;

/// <summary>How the service is operated: replicas, proxies, disks that fill.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly Shop _shop = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    private ServiceOptions Options => new() { DefinitionRoots = [_shop.Root], Urls = ["http://127.0.0.1:0"], Schedules = false };

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Replica_ServesWhatTheWorkerPublishes_AndRefusesEveryChange()
    {
        using var workspace = Workspace.Open(_shop.Workspace, TimeProvider.System);
        await ServeAsync(workspace, Options, async (services, _) => await services.GetRequiredService<RunBoard>().Start("shop", new RunOptions()).Work);
        using var replica = Workspace.OpenToRead(_shop.Workspace, TimeProvider.System);
        await ServeAsync(replica, Options with { ReadOnly = true }, async (services, caller) =>
        {
            Assert.Equal(1, (await caller.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop/snapshots/current", End)).GetProperty("commit").GetProperty("version").GetInt64());
            using var lookup = await caller.PostAsJsonAsync("/api/v1/pipelines/shop/assignments/lookup", new { keys = new[] { "P001" } }, End);
            Assert.Equal(HttpStatusCode.OK, lookup.StatusCode);
            foreach (var (method, path) in new[] { ("POST", "/api/v1/pipelines/shop/runs"), ("POST", "/api/v1/keys"), ("DELETE", "/api/v1/keys/0123456789ab") })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = JsonContent.Create(new { }) };
                using var answer = await caller.SendAsync(request, End);
                Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
                Assert.Contains("SEG-SRV-080", await answer.Content.ReadAsStringAsync(End), StringComparison.Ordinal);
            }

            Assert.Single(services.GetRequiredService<IRunLedger>().Runs("shop", 10));
            using var lease = workspace.Ledger.Begin(new RunRequest("shop", "back"), TimeSpan.Zero, End); // The worker goes on beside it.
            lease.Ended(RunState.Unchanged, null, null);
            Assert.Equal(2, services.GetRequiredService<IRunLedger>().Runs("shop", 10).Count);
        });
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("10.9.8.7", HttpStatusCode.TooManyRequests)]
    public async Task Proxy_IsBelievedOnlyWhenItIsNamed(string proxy, HttpStatusCode expected)
    {
        // Thirty strangers at one address are shut out; behind a proxy that is believed each stranger has an address of their own.
        using var workspace = Workspace.Open(_shop.Workspace, TimeProvider.System);
        await ServeAsync(workspace, Options with { Proxies = [proxy], FailedCallsPerMinute = 5 }, async (_, caller) =>
        {
            for (var i = 0; i < 12; i++)
            {
                using var stranger = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pipelines");
                stranger.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "segml_wrong");
                stranger.Headers.Add("X-Forwarded-For", $"192.0.2.{i}");
                using var refused = await caller.SendAsync(stranger, End);
                Assert.False(refused.IsSuccessStatusCode);
            }

            using var good = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pipelines");
            good.Headers.Add("X-Forwarded-For", "192.0.2.200");
            using var answer = await caller.SendAsync(good, End);
            Assert.Equal(expected, answer.StatusCode);
        });
    }

    [Fact]
    public void Proxy_ThatIsNoAddress_IsAProblem() => Assert.Equal("SEG-SRV-083", Assert.Single((Options with { Proxies = ["proxy.example"] }).Validate()).Code);

    [Fact]
    public async Task Run_OnADiskThatIsNearlyFullOrPastTheQuota_IsRefusedAndServingGoesOn()
    {
        using var workspace = Workspace.Open(_shop.Workspace, TimeProvider.System);
        await ServeAsync(workspace, Options with { KeepFreeBytes = long.MaxValue }, async (services, caller) =>
        {
            Assert.Equal("SEG-SRV-081", Assert.Throws<ProblemException>(() => services.GetRequiredService<RunBoard>().Start("shop", new RunOptions())).Problems[0].Code);
            using var refused = await caller.PostAsJsonAsync("/api/v1/pipelines/shop/runs", new { }, End);
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.Empty(services.GetRequiredService<IRunLedger>().Runs("shop", 10));
            Assert.Equal(HttpStatusCode.OK, (await caller.GetAsync(new Uri("/api/v1/pipelines", UriKind.Relative), End)).StatusCode);
        });
        await ServeAsync(workspace, Options with { QuotaBytes = 1000 }, (services, _) =>
        {
            Assert.Equal("SEG-SRV-082", Assert.Throws<ProblemException>(() => services.GetRequiredService<RunBoard>().Start("shop", new RunOptions())).Problems[0].Code);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Expiry_OfAPipelineThatPublishesNothing_HappensByTheDay()
    {
        _shop.WritePipeline("publish:\n  retention: {keep_last: 1, grace_hours: 24}\n");
        using var workspace = Workspace.Open(_shop.Workspace, TimeProvider.System);
        await ServeAsync(workspace, Options, async (services, _) =>
        {
            for (var i = 0; i < 3; i++)
            {
                await services.GetRequiredService<RunBoard>().Start("shop", new RunOptions { Force = true }).Work;
            }

            Assert.Equal(3, workspace.Snapshots.List("shop").Count); // The first is marked.
        });
        var clock = new ShiftedClock(TimeSpan.FromDays(2));
        using var later = Workspace.Open(_shop.Workspace, clock);
        await using var app = SegmlServer.Build(later, Options, clock);
        var expiry = app.Services.GetRequiredService<DailyExpiry>();
        expiry.Look();
        Assert.DoesNotContain(later.Snapshots.List("shop"), v => v.Commit.Version == 1);
    }

    private static async Task ServeAsync(Workspace workspace, ServiceOptions options, Func<IServiceProvider, HttpClient, Task> act)
    {
        await using var app = SegmlServer.Build(workspace, options, TimeProvider.System);
        await app.StartAsync(End);
        using var caller = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", app.Services.GetRequiredService<KeyRing>().Add("test admin", [Scope.Admin], null, "tests").Text);
        await act(app.Services, caller);
        await app.StopAsync(End);
    }
}
