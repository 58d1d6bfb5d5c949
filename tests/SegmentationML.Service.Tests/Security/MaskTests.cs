using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Tests.Security;

/// <summary>Columns that a contract classifies are kept from keys that do not see their class, on every way out. The shop's contract calls amounts financial.</summary>
public sealed class MaskTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Version = "/api/v1/pipelines/shop/snapshots/1";
    private const string Rows = Version + "/tables/assignments/rows?limit=3";
    private static readonly string[] Hidden = ["boundary_margin", "boundary_value", "net_revenue", "next_change", "reason_text"];
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_HaveNoHiddenColumnInAnyFormat()
    {
        using var viewer = As(Role.Viewer);
        var page = await viewer.GetFromJsonAsync<JsonElement>(Url(Rows), Cancellation);
        Assert.Equal(Hidden, page.GetProperty("masked").EnumerateArray().Select(c => c.GetString()).Order(StringComparer.Ordinal));
        Assert.All(page.GetProperty("rows").EnumerateArray(), r => Assert.Empty(r.EnumerateObject().Select(p => p.Name).Intersect(Hidden)));
        Assert.True(page.GetProperty("rows")[0].TryGetProperty("segment", out _));

        using var csv = await viewer.GetAsync(Url(Rows + "&format=csv"), Cancellation);
        Assert.Empty((await csv.Content.ReadAsStringAsync(Cancellation)).Split("\r\n")[0].Split(',').Intersect(Hidden));
        Assert.Equal(Hidden, csv.Headers.GetValues("Segml-Masked").Single().Split(',').Order(StringComparer.Ordinal));
        foreach (var path in new[] { Rows + "&format=arrow", Version + "/diff/rows?to=1&format=arrow", "/api/v1/pipelines/shop/delta?since=0&format=arrow" })
        {
            // The other names begin that of an open column, or stand as values in one.
            var bytes = await viewer.GetByteArrayAsync(Url(path), Cancellation);
            Assert.All(Hidden.Except(["boundary_margin", "net_revenue"]), name => Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(name)) < 0, $"{path} holds {name}"));
        }
    }

    [Theory]
    [InlineData(Version + "/tables/assignments/rows?columns=key,net_revenue")]
    [InlineData(Version + "/tables/assignments/rows?net_revenue=gte:1000")]
    [InlineData(Version + "/tables/assignments/rows?reason_text=eq:x")]
    public async Task Rows_ByAHiddenColumn_AreRefusedSinceTheyWouldTellIt(string path)
    {
        using var viewer = As(Role.Viewer);
        Assert.Equal("SEG-SRV-042", await CodeAsync(viewer, path));
        using var analyst = As(Role.Analyst);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(analyst, path));
    }

    [Fact]
    public async Task Single_HasNoHiddenColumnAndNoFigureInItsWords()
    {
        using var viewer = As(Role.Viewer);
        var row = await viewer.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines/shop/assignments/P003"), Cancellation);
        Assert.Empty(row.EnumerateObject().Select(p => p.Name).Intersect(Hidden));
        using var answer = await viewer.PostAsJsonAsync("/api/v1/pipelines/shop/assignments/lookup", new { keys = new[] { "P003" } }, Cancellation);
        Assert.Empty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("assignments")[0].EnumerateObject().Select(p => p.Name).Intersect(Hidden));

        var told = await viewer.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines/shop/entities/P003"), Cancellation);
        var full = await service.Reader.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines/shop/entities/P003"), Cancellation);
        Assert.False(told.GetProperty("drivers").TryGetProperty("net_revenue", out _));
        Assert.True(full.GetProperty("drivers").TryGetProperty("net_revenue", out _));
        Assert.Equal(told.GetProperty("reason_codes").EnumerateArray().Select(r => r.GetString()), told.GetProperty("reasons").EnumerateArray().Select(r => r.GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, ""), (told.GetProperty("boundary_value").ValueKind, told.GetProperty("boundary_margin").ValueKind, told.GetProperty("next_change").GetString()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(viewer, "/api/v1/pipelines/shop/entities/P003/history"));
    }

    [Theory]
    [InlineData("/api/v1/pipelines/shop/snapshots/1/files/assignments.parquet")]
    [InlineData("/api/v1/pipelines/shop/snapshots/current/files/assignments.arrow")]
    [InlineData("/api/v1/pipelines/shop/report")]
    public async Task Files_ThatHoldHiddenColumns_GoToThoseWhoSeeThem(string path)
    {
        foreach (var role in Enum.GetValues<Role>())
        {
            using var caller = As(role);
            var expected = role is Role.Viewer or Role.Planner ? HttpStatusCode.Forbidden : HttpStatusCode.OK;
            Assert.True(expected == await StatusAsync(caller, path), $"{role}: {path}");
            Assert.Equal(expected == HttpStatusCode.OK, (await caller.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines/shop"), Cancellation)).GetProperty("report").GetBoolean()); // The page offers it to nobody else.
        }
    }

    [Fact]
    public async Task Manifest_HasNoTotalsAndNoHiddenColumn()
    {
        using var viewer = As(Role.Viewer);
        var content = (await viewer.GetFromJsonAsync<JsonElement>(Url(Version), Cancellation)).GetProperty("content");
        Assert.False(content.TryGetProperty("totals", out _));
        Assert.DoesNotContain(content.GetProperty("tables").EnumerateArray().SelectMany(t => t.GetProperty("columns").EnumerateArray()), c => Hidden.Contains(c.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Routes_ThatCannotLeaveColumnsOutAreClosed()
    {
        using var planner = As(Role.Planner);
        foreach (var path in new[] { Version + "/diff", "/api/v1/pipelines/shop/promotions", "/api/v1/models", "/metrics" })
        {
            Assert.Equal("SEG-SRV-041", await CodeAsync(planner, path));
        }
    }

    [Fact]
    public async Task Sees_AClassBesideTheRole_OpensIt()
    {
        using var planner = service.Client(service.Keys.Add("planner", new KeyGrant { Roles = [Role.Planner], Sees = ["Financial"] }, null, "tests").Text);
        var page = await planner.GetFromJsonAsync<JsonElement>(Url(Rows), Cancellation);
        Assert.False(page.TryGetProperty("masked", out _));
        Assert.True(page.GetProperty("rows")[0].TryGetProperty("net_revenue", out _));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(planner, "/api/v1/pipelines/shop/report"));
    }

    [Fact]
    public async Task Roles_BringTheirScopesAndNoMore()
    {
        var expected = new Dictionary<Role, (bool Plan, bool Publish, bool Audit, bool Keys)>
        {
            [Role.Viewer] = (false, false, false, false), [Role.Planner] = (true, false, false, false), [Role.Analyst] = (true, false, false, false), [Role.Owner] = (true, true, false, false),
            [Role.Approver] = (false, false, false, false), [Role.Auditor] = (false, false, true, false), [Role.Admin] = (true, true, true, true),
        };
        foreach (var role in Enum.GetValues<Role>())
        {
            using var caller = As(role);
            using var planned = await caller.PostAsJsonAsync("/api/v1/pipelines/shop/cases", new { kind = "nothing" }, Cancellation);
            using var cancelled = await caller.PostAsync(Url("/api/v1/runs/none/cancel"), null, Cancellation);
            Assert.Equal(expected[role], (
                planned.StatusCode != HttpStatusCode.Forbidden, cancelled.StatusCode != HttpStatusCode.Forbidden,
                await StatusAsync(caller, "/api/v1/audit") == HttpStatusCode.OK, await StatusAsync(caller, "/api/v1/keys") == HttpStatusCode.OK));
        }
    }

    [Fact]
    public async Task Overrides_OfOtherRowsOrByHiddenDrivers_AreRefused()
    {
        using var planner = service.Client(service.Keys.Add("A only", new KeyGrant { Roles = [Role.Planner], Rows = [new RowLimit("class_abc", ["A"])] }, null, "tests").Text);
        var held = (await planner.GetFromJsonAsync<JsonElement>(Url(Rows), Cancellation)).GetProperty("rows")[0].GetProperty("key").GetString()!;
        var other = (await service.Reader.GetFromJsonAsync<JsonElement>(Url(Rows + "&class_abc=C"), Cancellation)).GetProperty("rows")[0].GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.Created, await AskAsync(planner, new { keys = new[] { held }, segment = "CZ", reason = "TEST", to = "2099-01-01" }));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(planner, new { keys = new[] { held, other }, segment = "CZ", reason = "TEST", to = "2099-01-01" }));
        Assert.Equal(HttpStatusCode.Created, await AskAsync(service.Admin, new { keys = new[] { other }, segment = "CZ", reason = "TEST", to = "2099-01-01" }));
        var seen = (await planner.GetFromJsonAsync<JsonElement>(Url("/api/v1/overrides"), Cancellation)).EnumerateArray().SelectMany(o => o.GetProperty("request").GetProperty("keys").EnumerateArray().Select(k => k.GetString()));
        Assert.Equal([held], seen);

        using var viewer = As(Role.Planner);
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(viewer, new { when = new Dictionary<string, string[]> { ["net_revenue"] = [">= 1000"] }, segment = "CZ", reason = "TEST", to = "2099-01-01" }));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient caller, object order)
    {
        using var answer = await caller.PostAsJsonAsync("/api/v1/pipelines/shop/overrides", order, Cancellation);
        return answer.StatusCode;
    }

    private HttpClient As(Role role) => service.Client(service.Keys.Add($"{role}", new KeyGrant { Roles = [role] }, null, "tests").Text);

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(Url(path), Cancellation);
        return answer.StatusCode;
    }

    private static async Task<string?> CodeAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(Url(path), Cancellation);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();
    }

    private static Uri Url(string path) => new(path, UriKind.Relative);
}
