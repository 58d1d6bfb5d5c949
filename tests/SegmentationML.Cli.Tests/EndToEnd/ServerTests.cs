using System.Net;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Notebooks.Client;
using SegmentationML.Service.Security;
using SegmentationML.Service.Tests;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The typed client and the verbs with <c>--server</c>, over real HTTP against the real host.</summary>
public sealed class ServerTests(RunningService service) : IClassFixture<RunningService>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ReadsWhatTheServiceHas()
    {
        using var client = Client(Scope.Admin);
        var pipeline = await client.PipelineAsync("shop", Cancellation);
        var versions = await client.VersionsAsync("shop", Cancellation);
        var manifest = await client.ManifestAsync("shop", "1", Cancellation);
        Assert.Contains("shop", (await client.PipelinesAsync(Cancellation)).Select(p => p.Name));
        Assert.Equal(("shop", 40L), (pipeline.Name, versions[^1].Entities));
        Assert.Equal(versions[^1].ContentDigest, manifest.Commit.ContentDigest);
        Assert.Equal(["assignments", "forecasts", "policies"], manifest.Content.Tables.Select(t => t.Name));
        var entity = await client.ExplainAsync("shop", "P001", cancellation: Cancellation);
        Assert.Equal(("P001", 4), (entity.Key, entity.Forecast.Count));
        Assert.NotEmpty((await client.PromotionAsync("shop", 1, Cancellation)).Entries);
        Assert.Equal("shop", Assert.Single(await client.ModelsAsync(Cancellation)).Name);
        var scored = Assert.Single((await client.ScoreAsync("shop", [new EntityDrivers("P001")], cancellation: Cancellation)).Entities);
        Assert.Equal(entity.Segment, scored.Segment);
    }

    [Fact]
    public async Task Client_StreamsRowsAndTakesInDifferences()
    {
        using var client = Client(Scope.Read);
        using (var rows = await client.RowsAsync("shop", columns: ["key", "segment"], filters: new Dictionary<string, string> { ["key"] = "in:P001,P002" }, cancellation: Cancellation))
        {
            Assert.Equal(["key", "segment"], rows.Reader.Schema.Fields.Select(f => f.Name));
            Assert.Equal(["P001", "P002"], Keys(rows, 0));
        }

        using (var first = await client.DeltaAsync("shop", "notebook", cancellation: Cancellation))
        {
            Assert.Equal((0L, 40), (first.Since, Keys(first, 1).Count));
            Assert.Equal(first.Version, (await client.AcknowledgeAsync("shop", "notebook", first.Version, Cancellation)).Version);
        }

        using var second = await client.DeltaAsync("shop", "notebook", cancellation: Cancellation);
        Assert.Empty(Keys(second, 1));
    }

    [Fact]
    public async Task Client_TellsTheServicesOwnWords()
    {
        using var client = Client(Scope.Read);
        var unknown = await Assert.ThrowsAsync<ProblemException>(() => client.PipelineAsync("../../etc", Cancellation));
        var refused = await Assert.ThrowsAsync<ProblemException>(() => client.StartAsync("shop", cancellation: Cancellation));
        Assert.Equal(("SEG-SRV-004", "SEG-SRV-021"), (unknown.Problems[0].Code, refused.Problems[0].Code));
        using var closed = new SegmlClient(new ServiceAddress(new Uri("http://127.0.0.1:1"), "segml_x"), new HurriedClock());
        Assert.Equal("SEG-CLNT-003", (await Assert.ThrowsAsync<ProblemException>(() => closed.PipelinesAsync(Cancellation))).Problems[0].Code);
    }

    [Fact]
    public async Task Client_SendsAgain_WhatDoesNoHarm_AndMakesAChangeOnce()
    {
        var handler = new Flaky(3);
        using var client = new SegmlClient(new ServiceAddress(new Uri("http://service.example"), "segml_x"), new HurriedClock(), handler);
        Assert.Equal(7, (await client.AcknowledgeAsync("shop", "erp", 7, Cancellation)).Version);
        Assert.Equal(4, handler.Calls.Count);
        Assert.Single(handler.Calls.Select(c => c.Key).Distinct());
        Assert.All(handler.Calls, c => Assert.Equal(32, c.Key!.Length));
        Assert.All(handler.Calls, c => Assert.Equal("Bearer segml_x", c.Authorization));
        var lost = new Flaky(9);
        using var never = new SegmlClient(new ServiceAddress(new Uri("http://service.example"), "segml_x"), new HurriedClock(), lost);
        Assert.Equal("SEG-CLNT-004", (await Assert.ThrowsAsync<ProblemException>(() => never.PipelinesAsync(Cancellation))).Problems[0].Code);
        Assert.Equal(4, lost.Calls.Count);
    }

    [Theory]
    [InlineData("ftp://x", "k")]
    [InlineData("http://user:secret@x", "k")]
    [InlineData("http://x/path", "k")]
    [InlineData("nonsense", "k")]
    [InlineData("http://x", "two words")]
    [InlineData("http://x", "")]
    public void Address_ThatCannotBe_IsRefused(string server, string key)
    {
        using var folder = new TemporaryWorkspace();
        Directory.CreateDirectory(folder.Folder);
        File.WriteAllText(folder.Path("key"), key);
        var problem = Assert.Throws<ProblemException>(() => ServiceAddress.Read(server, folder.Path("key"))).Problems[0];
        Assert.StartsWith("SEG-CLNT-00", problem.Code, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_WithAServer_ShowWhatItHas()
    {
        using var folder = new TemporaryWorkspace();
        var key = KeyFile(folder);
        var list = await Call(key, "snapshot", "list", "shop", "--json");
        Assert.True(list.Code == ExitCode.Done, list.Error);
        Assert.Equal(1, JsonDocument.Parse(list.Out).RootElement[0].GetProperty("version").GetInt32());
        foreach (var words in new[] { "runs", "runs shop --steps", "snapshot list shop", "snapshot show shop --version 1", "snapshot diff shop --from 1", "explain shop P001", "model list", "model promotions shop", "model promotions shop --version 1" })
        {
            var call = await Call(key, words.Split(' '));
            Assert.True(call.Code == ExitCode.Done && call.Out.Length > 20, $"{words}: {call.Error}");
        }

        var local = await Call(key, "explain", "shop", "P001", "--json");
        Assert.Equal("P001", JsonDocument.Parse(local.Out).RootElement.GetProperty("key").GetString());
        foreach (var ending in new[] { "csv", "parquet", "arrow" })
        {
            var file = folder.Path($"rows.{ending}");
            var export = await Call(key, "snapshot", "export", "shop", "--out", file);
            Assert.True(export.Code == ExitCode.Done && new FileInfo(file).Length > 100, export.Error);
        }

        Assert.Equal(41, File.ReadLines(folder.Path("rows.csv")).Count());
        Assert.Equal(File.ReadAllBytes(Path.Combine(service.Shop.Workspace, "snapshots", "shop", "000001", "assignments.parquet")), File.ReadAllBytes(folder.Path("rows.parquet")));
    }

    [Fact]
    public async Task Run_WithAServer_WaitsForItsEnd()
    {
        using var folder = new TemporaryWorkspace();
        var run = await Call(KeyFile(folder), "run", "shop", "--json");
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal("unchanged", JsonDocument.Parse(run.Out).RootElement.GetProperty("state").GetString());
        Assert.Contains("publish", run.Error, StringComparison.Ordinal);
        var busy = await Call(KeyFile(folder), "model", "approve", "shop", "--version", "1");
        Assert.Equal(ExitCode.Failed, busy.Code);
        Assert.Contains("SEG-PROM-003", busy.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case due", "SEG-CLI-053")]
    [InlineData("override review shop", "SEG-CLI-053")]
    [InlineData("audit verify --file audit.jsonl", "SEG-CLI-054")]
    [InlineData("snapshot verify shop", "SEG-CLI-053")]
    [InlineData("key list", "SEG-CLI-053")]
    [InlineData("run shop --set forecast.horizon=4", "SEG-CLI-054")]
    [InlineData("run shop --dry-run", "SEG-CLI-054")]
    [InlineData("explain shop P001 --lineage", "SEG-CLI-054")]
    [InlineData("explain shop nobody", "SEG-SRV-040")]
    public async Task Verbs_ThatCannot_SaySo(string words, string code)
    {
        using var folder = new TemporaryWorkspace();
        var call = await Call(KeyFile(folder), words.Split(' '));
        Assert.Equal(ExitCode.Failed, call.Code);
        Assert.Contains(code, call.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Path("ledger.db")));
    }

    private static List<string> Keys(ServiceRows rows, int column)
    {
        var keys = new List<string>();
        while (rows.Reader.Read() is { } batch)
        {
            keys.AddRange(Enumerable.Range(0, batch.Rows).Select(i => batch.Columns[column].Text(i)!));
        }

        return keys;
    }

    private SegmlClient Client(Scope scope) => new(new ServiceAddress(service.Address, service.Keys.Add($"client {scope}", [scope], null, "tests").Text));

    private string KeyFile(TemporaryWorkspace folder) => service.KeyFile(folder);

    private Task<SegmlCall> Call(string key, params string[] words) => service.CallAsync(key, words);

    /// <summary>A clock on which pauses pass at once.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => System.CreateTimer(callback, state, dueTime < TimeSpan.FromSeconds(20) && dueTime > TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }

    /// <summary>A service that is down for some calls.</summary>
    private sealed class Flaky(int failures) : HttpMessageHandler
    {
        public List<(string? Key, string? Authorization)> Calls { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls.Add((request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null, request.Headers.Authorization?.ToString()));
            return Calls.Count switch
            {
                1 when failures < 9 => throw new HttpRequestException("Connection refused"),
                var n when n <= failures => Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = new StringContent("<html>busy</html>") }),
                _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"pipeline":"shop","name":"erp","version":7,"time":"2026-01-01T00:00:00Z","acknowledged_by":"x"}""") }),
            };
        }
    }
}
