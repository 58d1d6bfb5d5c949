using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Differences of versions and what consumers have taken in, over two versions of a shop.</summary>
public sealed class DiffRoutesTests(TwoVersions shop) : IClassFixture<TwoVersions>
{
    private const string Pipeline = "/api/v1/pipelines/shop";

    [Fact]
    public async Task Diff_CountsWhatItsRowsShow()
    {
        var diff = await shop.Service.Reader.JsonAsync($"{Pipeline}/snapshots/1/diff?to=2");
        Assert.Equal((1, 2), (diff.GetProperty("before").GetProperty("version").GetInt32(), diff.GetProperty("after").GetProperty("version").GetInt32()));
        foreach (var table in diff.GetProperty("tables").EnumerateArray())
        {
            var rows = await Rows($"{Pipeline}/snapshots/1/diff/rows?to=2&limit=100000&table={table.GetProperty("name").GetString()}");
            Assert.Equal(
                (table.GetProperty("added").GetInt32(), table.GetProperty("gone").GetInt32(), table.GetProperty("changed").GetInt32()),
                (rows.Count(r => Change(r) == "in"), rows.Count(r => Change(r) == "out"), rows.Count(r => Change(r) == "changed")));
            Assert.NotEmpty(rows);
        }

        var changed = diff.GetProperty("tables")[0].GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ToArray();
        Assert.Contains("net_revenue", changed);
        Assert.Equal(40, diff.GetProperty("segments").EnumerateArray().Where(s => s.GetProperty("to").ValueKind != JsonValueKind.Null).Sum(s => s.GetProperty("entities").GetInt32()));
    }

    [Fact]
    public async Task Diff_IsKnownByItsTag()
    {
        using var first = await shop.Service.Reader.GetAsync(new Uri($"{Pipeline}/snapshots/1/diff?to=2", UriKind.Relative), TestContext.Current.CancellationToken);
        using var again = await shop.Service.Reader.SendAsync(HttpMethod.Get, $"{Pipeline}/snapshots/1/diff?to=2", null, ("If-None-Match", first.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Delta_OnTopOfTheOldRows_IsTheNewTable()
    {
        foreach (var table in new[] { "assignments", "forecasts", "policies" })
        {
            var state = (await Rows($"{Pipeline}/snapshots/1/tables/{table}/rows?limit=100000")).ToDictionary(Id, r => r.GetRawText(), StringComparer.Ordinal);
            foreach (var row in await Rows($"{Pipeline}/delta?since=1&table={table}&limit=7"))
            {
                if (Change(row) == "out")
                {
                    Assert.True(state.Remove(Id(row)));
                }
                else
                {
                    Assert.Equal(Change(row) == "changed", state.ContainsKey(Id(row)));
                    state[Id(row)] = WithoutChange(row);
                }
            }

            var after = (await Rows($"{Pipeline}/snapshots/2/tables/{table}/rows?limit=100000")).ToDictionary(Id, r => r.GetRawText(), StringComparer.Ordinal);
            Assert.Equal(after.OrderBy(p => p.Key, StringComparer.Ordinal), state.OrderBy(p => p.Key, StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Delta_OfAConsumer_IsToldUntilItIsAcknowledged()
    {
        var all = await Rows($"{Pipeline}/delta?consumer=erp-west");
        Assert.Equal(40, all.Count);
        Assert.All(all, r => Assert.Equal("in", Change(r)));
        Assert.Equal(40, (await Rows($"{Pipeline}/delta?consumer=erp-west")).Count); // It got lost: it is told again.

        Assert.Equal(HttpStatusCode.OK, await Acknowledge("erp-west", 1));
        var changed = await Rows($"{Pipeline}/delta?consumer=erp-west");
        Assert.Equal((await Rows($"{Pipeline}/delta?since=1")).Select(r => r.GetRawText()), changed.Select(r => r.GetRawText()));
        Assert.Equal(HttpStatusCode.OK, await Acknowledge("erp-west", 2));
        Assert.Empty(await Rows($"{Pipeline}/delta?consumer=erp-west"));

        var known = await shop.Service.Reader.JsonAsync($"{Pipeline}/consumers/erp-west");
        Assert.Equal((2, "test reader"), (known.GetProperty("version").GetInt32(), known.GetProperty("acknowledged_by").GetString()));
        Assert.Contains((await shop.Service.Reader.JsonAsync($"{Pipeline}/consumers")).EnumerateArray(), c => c.GetProperty("name").GetString() == "erp-west");
        Assert.Empty(shop.Service.App.Services.GetRequiredService<Workspace>().Audit.Verify().Findings);
    }

    [Fact]
    public async Task Acknowledge_WithTheTagThatWasSeen_OrNotAtAll()
    {
        Assert.Equal(HttpStatusCode.OK, await Acknowledge("wms", 1, ("If-None-Match", "*")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Acknowledge("wms", 2, ("If-None-Match", "*")));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Acknowledge("wms", 2, ("If-Match", "\"2\"")));
        Assert.Equal(HttpStatusCode.OK, await Acknowledge("wms", 2, ("If-Match", "\"1\"")));
        Assert.Equal(HttpStatusCode.OK, await Acknowledge("wms", 1)); // Back, to be told again.
        using var reader = await shop.Service.Reader.SendAsync(HttpMethod.Delete, $"{Pipeline}/consumers/wms");
        using var gone = await shop.Service.Admin.SendAsync(HttpMethod.Delete, $"{Pipeline}/consumers/wms");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (reader.StatusCode, gone.StatusCode));
    }

    [Theory]
    [InlineData("delta?since=99", 410, "SEG-SRV-060")]
    [InlineData("delta", 400, "SEG-SRV-033")]
    [InlineData("delta?since=1&consumer=a", 400, "SEG-SRV-033")]
    [InlineData("delta?since=-1", 400, "SEG-SRV-033")]
    [InlineData("delta?since=current", 400, "SEG-SRV-033")]
    [InlineData("delta?since=1&to=99", 404, "SEG-PUB-001")]
    [InlineData("delta?since=1&table=../x", 404, "SEG-SRV-037")]
    [InlineData("delta?since=1&cursor=x", 400, "SEG-SRV-033")]
    [InlineData("delta?since=1&since=2", 400, "SEG-SRV-033")]
    [InlineData("delta?consumer=..%2f..", 400, "SEG-LEDG-040")]
    [InlineData("snapshots/1/diff?to=nobody", 404, "SEG-PUB-015")]
    public async Task Questions_ThatCannotBe(string path, int status, string code)
    {
        using var answer = await shop.Service.Reader.SendAsync(HttpMethod.Get, $"{Pipeline}/{path}");
        Assert.Equal(((HttpStatusCode)status, code), await answer.ProblemAsync());
    }

    [Fact]
    public async Task Acknowledge_WhatWasNeverPublished_IsRefused()
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Acknowledge("odd", 99));
        using var unknown = await shop.Service.Reader.SendAsync(HttpMethod.Get, $"{Pipeline}/consumers/odd");
        Assert.Equal((HttpStatusCode.NotFound, "SEG-SRV-068"), await unknown.ProblemAsync());
    }

    [Fact]
    public async Task Delta_SinceAVersionThatWasExpired_SaysWhatToDo()
    {
        var snapshots = shop.Service.App.Services.GetRequiredService<ISnapshotStore>();
        var names = shop.Service.App.Services.GetRequiredService<IVersionNames>();
        foreach (var version in new long[] { 1, 2 })
        {
            // Whatever the order of the tests, the two versions of the shop stay for the others.
            names.Tag("shop", $"kept-{version}", version, "tests");
        }

        for (var more = 0; more < 3; more++)
        {
            await shop.Service.RunAsync(shop.Service.Admin, new { force = true, from = "policy" });
        }

        Assert.Equal(HttpStatusCode.OK, await Acknowledge("late", 3));
        snapshots.Expire("shop", new RetentionOptions { KeepLast = 1, GraceHours = 0 }, "tests");
        var lines = snapshots.Expire("shop", new RetentionOptions { KeepLast = 1, GraceHours = 0 }, "tests");
        var gone = Assert.Single(snapshots.History("shop").Where(v => v.Expired is not null).Take(1)).Commit.Version;
        using var answer = await shop.Service.Reader.SendAsync(HttpMethod.Get, $"{Pipeline}/delta?since={gone}");
        Assert.Equal((HttpStatusCode.Gone, "SEG-SRV-060"), await answer.ProblemAsync());
        Assert.NotEmpty(lines);
        Assert.Equal(40, (await Rows($"{Pipeline}/delta?since=0")).Count);
    }

    private static string? Change(JsonElement row) => row.GetProperty("change").GetString();

    private static string Id(JsonElement row) => row.GetProperty("key").GetString() + (row.TryGetProperty("step", out var step) ? $"|{step.GetInt32()}" : "");

    private static string WithoutChange(JsonElement row) => "{" + string.Join(',', row.EnumerateObject().Where(p => p.Name != "change").Select(p => $"\"{p.Name}\":{p.Value.GetRawText()}")) + "}";

    private async Task<HttpStatusCode> Acknowledge(string consumer, long version, params (string, string)[] headers)
    {
        using var answer = await shop.Service.Reader.SendAsync(HttpMethod.Put, $"{Pipeline}/consumers/{consumer}", $"{{\"version\":{version}}}", headers);
        return answer.StatusCode;
    }

    private async Task<List<JsonElement>> Rows(string path)
    {
        var rows = new List<JsonElement>();
        for (string? next = null; ;)
        {
            var page = await shop.Service.Reader.JsonAsync(next is null ? path : $"{path}&cursor={next}");
            rows.AddRange(page.GetProperty("rows").EnumerateArray());
            next = page.GetProperty("next").GetString();
            if (next is null)
            {
                return rows;
            }
        }
    }
}
