using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Runs over HTTP; each test has a service of its own, since a pipeline runs once at a time.</summary>
public sealed class RunRoutesTests : IAsyncLifetime
{
    private readonly RunningService _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Run_FromOrderToVersion_AndItsReport()
    {
        var unchanged = await _service.RunAsync(_service.Admin, new { });
        Assert.Equal("unchanged", unchanged.GetProperty("state").GetString());
        _service.Shop.WriteLines(64);
        var published = await _service.RunAsync(_service.Admin, new { });
        Assert.Equal(("published", 2), (published.GetProperty("state").GetString(), published.GetProperty("version").GetInt32()));
        Assert.Equal(8, published.GetProperty("steps").GetArrayLength());

        var shop = await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop", TestContext.Current.CancellationToken);
        Assert.Equal(2, shop.GetProperty("version").GetInt32());
        Assert.Contains("<!doctype html>", await _service.Reader.GetStringAsync(new Uri("/api/v1/pipelines/shop/report", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        var old = await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop/assignments/P001?version=1", TestContext.Current.CancellationToken);
        Assert.Equal(1, old.GetProperty("version").GetInt32());
        var second = await _service.RunAsync(_service.Admin, new { force = true, from = "policy" });
        Assert.Equal("published", second.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Run_ThatFails_LeavesTheVersionAndTheServiceUp()
    {
        File.Delete(_service.Shop.PathOf("lines.csv"));
        var failed = await _service.RunAsync(_service.Admin, new { });
        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.StartsWith("SEG-ING-010", failed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Shop.Root, failed.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _service.Reader.GetAsync(new Uri("/api/v1/pipelines/shop/assignments/P001", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);

        _service.Shop.WriteLines(61);
        using var resumed = await _service.Admin.PostAsync(new Uri($"/api/v1/runs/{failed.GetProperty("id").GetString()}/resume", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var run = await resumed.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal((failed.GetProperty("id").GetString(), 2), (run.GetProperty("id").GetString(), run.GetProperty("attempt").GetInt32()));
    }

    [Fact]
    public async Task Run_Cancelled_SaysSo()
    {
        _service.Shop.WriteLines(70);
        using var started = await _service.Admin.PostAsJsonAsync("/api/v1/pipelines/shop/runs", new { from = "ingest" }, TestContext.Current.CancellationToken);
        using var twice = await _service.Admin.PostAsJsonAsync("/api/v1/pipelines/shop/runs", new { }, TestContext.Current.CancellationToken);
        using var cancelled = await _service.Admin.PostAsync(new Uri(started.Headers.Location + "/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var events = await _service.Reader.GetStringAsync(new Uri(started.Headers.Location + "/events", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Accepted), (twice.StatusCode, cancelled.StatusCode));
        Assert.Contains("\"state\":\"cancelled\"", events, StringComparison.Ordinal);
        using var again = await _service.Admin.PostAsync(new Uri(started.Headers.Location + "/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
    }

    [Fact]
    public async Task Events_AfterOneThatWasSeen_GoOnBehindIt()
    {
        var run = (await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/runs", TestContext.Current.CancellationToken))[0].GetProperty("id").GetString();
        var address = new Uri($"/api/v1/runs/{run}/events", UriKind.Relative);
        var all = Ids(await _service.Reader.GetStringAsync(address, TestContext.Current.CancellationToken));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Last-Event-ID", $"{all[2]}");
        using var answer = await _service.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(all.Skip(3), Ids(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(all.Order(), all);
    }

    [Fact]
    public async Task Run_OfAnotherProcess_IsWatchedAndCancelledThroughTheLedger()
    {
        using var other = Workspace.Open(_service.Shop.Workspace, TimeProvider.System);
        using var lease = other.Ledger.Begin(new RunRequest("elsewhere", "digest"), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var watched = _service.Reader.GetStringAsync(new Uri($"/api/v1/runs/{lease.Run.Id}/events", UriKind.Relative), TestContext.Current.CancellationToken);
        lease.StepStarted(StepName.Ingest, "key");
        lease.StepEnded(StepName.Ingest, "key", StepState.Done, 7, "7 lines");
        using var refused = await _service.Reader.PostAsync(new Uri($"/api/v1/runs/{lease.Run.Id}/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var accepted = await _service.Admin.PostAsync(new Uri($"/api/v1/runs/{lease.Run.Id}/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var heard = new TaskCompletionSource();
        await using var listening = lease.CancelAsked.Register(heard.SetResult);
        await heard.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        lease.Ended(RunState.Cancelled, null, null);
        var events = await watched;
        Assert.Equal([1, 2, 3], Ids(events));
        Assert.Contains("7 lines", events, StringComparison.Ordinal);
        Assert.Contains("\"cancelled\"", events, StringComparison.Ordinal);
        using var over = await _service.Admin.PostAsync(new Uri($"/api/v1/runs/{lease.Run.Id}/cancel", UriKind.Relative), null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, over.StatusCode);
    }

    [Fact]
    public async Task Logs_OfARun_HaveALineAnEvent()
    {
        var run = (await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/runs", TestContext.Current.CancellationToken))[0].GetProperty("id").GetString();
        using var answer = await _service.Reader.GetAsync(new Uri($"/api/v1/runs/{run}/logs", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length); // It began, eight steps, it ended.
        Assert.Matches("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z run +began$", lines[0]);
        Assert.Matches("Z ingest +(done|skipped) +.*order_lines", lines[1]);
        Assert.DoesNotContain(lines, l => l.Contains(_service.Shop.Root, StringComparison.Ordinal));
        using var unknown = await _service.Reader.GetAsync(new Uri("/api/v1/runs/none/logs", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task Pipeline_Broken_IsToldAndTheOthersRun()
    {
        var broken = await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/broken", TestContext.Current.CancellationToken);
        Assert.NotEqual(0, broken.GetProperty("problems").GetArrayLength());
        Assert.DoesNotContain(_service.Shop.Root, broken.GetRawText(), StringComparison.Ordinal);
        using var refused = await _service.Admin.PostAsJsonAsync("/api/v1/pipelines/broken/runs", new { }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var told = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("SEG-SRV-069", told, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Shop.Root, told, StringComparison.Ordinal);
        Assert.Equal("unchanged", (await _service.RunAsync(_service.Admin, new { })).GetProperty("state").GetString());
    }

    private static int[] Ids(string events) => [.. events.Split('\n').Where(l => l.StartsWith("id: ", StringComparison.Ordinal)).Select(l => int.Parse(l[4..], System.Globalization.CultureInfo.InvariantCulture))];
}
