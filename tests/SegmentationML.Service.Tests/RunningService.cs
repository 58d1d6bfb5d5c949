using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Security;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests;

/// <summary>The real host over a shop, on a free port of loopback, with one published version and a key of each kind.</summary>
public sealed class RunningService : IAsyncLifetime
{
    private Workspace? _workspace;

    internal Shop Shop { get; } = new();

    internal WebApplication App { get; private set; } = null!;

    internal Uri Address { get; private set; } = null!;

    /// <summary>A caller who may do everything.</summary>
    public HttpClient Admin { get; private set; } = null!;

    /// <summary>A caller who may only look.</summary>
    public HttpClient Reader { get; private set; } = null!;

    /// <summary>A caller without a key.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    internal Workspace Workspace => _workspace!;

    internal KeyRing Keys => App.Services.GetRequiredService<KeyRing>();

    public async ValueTask InitializeAsync()
    {
        _workspace = Workspace.Open(Shop.Workspace, TimeProvider.System);
        App = SegmlServer.Build(_workspace, new ServiceOptions { DefinitionRoots = [Shop.Root], Urls = ["http://127.0.0.1:0"], FailedCallsPerMinute = 5_000, WebhookNetworks = ["127.0.0.0/8"] }, TimeProvider.System);
        await App.StartAsync();
        Address = new Uri(App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Admin = Client(Keys.Add("test admin", [Scope.Admin], null, "tests").Text);
        Reader = Client(Keys.Add("test reader", [Scope.Read], null, "tests").Text);
        Stranger = Client(null);
        await RunAsync(Admin, new { });
    }

    /// <summary>A caller with a key.</summary>
    public HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>Runs the shop's pipeline to its end.</summary>
    /// <returns>The run as the interface shows it.</returns>
    public async Task<JsonElement> RunAsync(HttpClient caller, object order)
    {
        using var started = await caller.PostAsJsonAsync("/api/v1/pipelines/shop/runs", order);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, started.StatusCode);
        var events = await caller.GetStringAsync(new Uri(started.Headers.Location + "/events", UriKind.Relative));
        Assert.Contains("event: ended", events, StringComparison.Ordinal);
        return await caller.GetFromJsonAsync<JsonElement>(started.Headers.Location!);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        _workspace?.Dispose();
        Admin.Dispose();
        Reader.Dispose();
        Stranger.Dispose();
        Shop.Dispose();
    }
}
