using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Security;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Models, names, promotions, overrides, cases, audit and monitors over two versions of a shop; who acts is the key's holder.</summary>
public sealed class GovernanceRoutesTests(TwoVersions shop) : IClassFixture<TwoVersions>
{
    private HttpClient Admin => shop.Service.Admin;

    private HttpClient Reader => shop.Service.Reader;

    [Fact]
    public async Task Models_ListShowCompareAndNames()
    {
        var model = Assert.Single((await Reader.JsonAsync("/api/v1/models")).EnumerateArray());
        Assert.Equal(("shop", 2), (model.GetProperty("name").GetString(), model.GetProperty("versions").GetInt32()));
        var versions = (await Reader.JsonAsync("/api/v1/models/shop/versions")).EnumerateArray().ToArray();
        Assert.Equal(["shop@1", "shop@2"], versions.SelectMany(v => v.GetProperty("published").EnumerateArray()).Select(p => p.GetString()));
        var champion = await Reader.JsonAsync("/api/v1/models/shop/versions/champion");
        Assert.Equal(2, champion.GetProperty("version").GetProperty("version").GetInt32());
        Assert.StartsWith("# ", champion.GetProperty("card").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(shop.Service.Shop.Root, champion.GetRawText(), StringComparison.Ordinal);
        var compared = await Reader.JsonAsync("/api/v1/models/shop/compare?from=1&to=2");
        Assert.False(compared.GetProperty("same_identity").GetBoolean());
        Assert.NotEqual(0, compared.GetProperty("parameters").GetArrayLength());

        using var set = await Admin.SendAsync(HttpMethod.Put, "/api/v1/models/shop/aliases/audited", """{"version":1}""", ("If-None-Match", "*"));
        using var moved = await Admin.SendAsync(HttpMethod.Put, "/api/v1/models/shop/aliases/audited", """{"version":2}""", ("If-Match", "\"7\""));
        using var again = await Admin.SendAsync(HttpMethod.Put, "/api/v1/models/shop/aliases/audited", """{"version":2}""", ("If-Match", set.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (set.StatusCode, moved.StatusCode, again.StatusCode));
        using var tag = await Admin.SendAsync(HttpMethod.Put, "/api/v1/models/shop/versions/audited/tags/reviewed-by", """{"value":"finance"}""");
        Assert.Equal("finance", (await tag.BodyAsync()).GetProperty("tags").GetProperty("reviewed-by").GetString());
        using var none = await Reader.SendAsync(HttpMethod.Get, "/api/v1/models/shop/versions/1/export");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "SEG-REG-012"), await none.ProblemAsync());
    }

    [Fact]
    public async Task Names_OfVersions_FindThem()
    {
        using var alias = await Admin.SendAsync(HttpMethod.Put, "/api/v1/pipelines/shop/aliases/frozen", """{"version":1}""");
        using var stale = await Admin.SendAsync(HttpMethod.Put, "/api/v1/pipelines/shop/aliases/frozen", """{"version":2}""", ("If-Match", "\"2\""));
        using var tag = await Admin.SendAsync(HttpMethod.Put, "/api/v1/pipelines/shop/tags/2026-q1", """{"version":1}""");
        using var taken = await Admin.SendAsync(HttpMethod.Put, "/api/v1/pipelines/shop/tags/2026-q1", """{"version":2}""");
        Assert.Equal(HttpStatusCode.OK, alias.StatusCode);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "SEG-SRV-065"), await stale.ProblemAsync());
        Assert.Equal(HttpStatusCode.OK, tag.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, "SEG-PUB-016"), await taken.ProblemAsync());
        Assert.Equal(1, (await Reader.JsonAsync("/api/v1/pipelines/shop/snapshots/frozen")).GetProperty("commit").GetProperty("version").GetInt32());
        Assert.Equal(1, (await Reader.JsonAsync("/api/v1/pipelines/shop/snapshots/tag:2026-q1")).GetProperty("commit").GetProperty("version").GetInt32());
        Assert.Contains("frozen", (await Reader.JsonAsync("/api/v1/pipelines/shop/names")).GetProperty("aliases").EnumerateArray().Select(a => a.GetProperty("name").GetString()));
        using var gone = await Admin.SendAsync(HttpMethod.Delete, "/api/v1/pipelines/shop/aliases/frozen");
        using var twice = await Admin.SendAsync(HttpMethod.Delete, "/api/v1/pipelines/shop/aliases/frozen");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (gone.StatusCode, twice.StatusCode));
    }

    [Fact]
    public async Task Promotions_TellHowVersionsCameIntoUse()
    {
        var all = (await Reader.JsonAsync("/api/v1/pipelines/shop/promotions")).EnumerateArray().ToArray();
        Assert.Equal(["retired", "live"], all.Take(2).Select(p => p.GetProperty("state").GetString()));
        var one = await Reader.JsonAsync("/api/v1/pipelines/shop/promotions/2");
        Assert.NotEqual(0, one.GetProperty("evidence").GetArrayLength());
        var impact = await Reader.JsonAsync("/api/v1/pipelines/shop/promotions/2/impact");
        Assert.Equal((1, 40), (impact.GetProperty("against").GetInt32(), impact.GetProperty("impact").GetProperty("common").GetInt32()));
        using var late = await Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/promotions/2/approve", "{}");
        Assert.Equal((HttpStatusCode.Conflict, "SEG-PROM-003"), await late.ProblemAsync());
        using var forged = await Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/promotions/2/approve", """{"person":"ceo"}""");
        Assert.Equal((HttpStatusCode.BadRequest, "SEG-SRV-034"), await forged.ProblemAsync());
        using var unknown = await Reader.SendAsync(HttpMethod.Get, "/api/v1/pipelines/shop/promotions/99");
        Assert.Equal((HttpStatusCode.NotFound, "SEG-SRV-068"), await unknown.ProblemAsync());
    }

    [Fact]
    public async Task Overrides_APlannerAsks_AnApproverDecides()
    {
        using var planner = shop.Service.Client(shop.Service.Keys.Add("pia", [Scope.Plan, Scope.Read], null, "tests").Text);
        using var approver = shop.Service.Client(shop.Service.Keys.Add("anton", [Scope.Approve, Scope.Read], null, "tests").Text);
        using var asked = await planner.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/overrides", """{"keys":["P005"],"segment":"BX","reason":"CONTRACT","to":"2099-01-01"}""");
        var record = await asked.BodyAsync();
        Assert.Equal((HttpStatusCode.Created, "requested", "pia"), (asked.StatusCode, record.GetProperty("state").GetString(), record.GetProperty("requested_by").GetString()));
        var address = asked.Headers.Location!.ToString();

        using var own = await planner.SendAsync(HttpMethod.Post, $"{address}/approve", "{}");
        using var stale = await approver.SendAsync(HttpMethod.Post, $"{address}/approve", "{}", ("If-Match", "\"other\""));
        using var approved = await approver.SendAsync(HttpMethod.Post, $"{address}/approve", """{"note":"agreed"}""", ("If-Match", asked.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK), (own.StatusCode, stale.StatusCode, approved.StatusCode));
        var decided = await approved.BodyAsync();
        Assert.Equal(("approved", "anton"), (decided.GetProperty("state").GetString(), decided.GetProperty("decided_by").GetString()));
        using var expired = await approver.SendAsync(HttpMethod.Post, $"{address}/expire", """{"note":"contract ended"}""");
        Assert.Equal(HttpStatusCode.OK, expired.StatusCode);
        Assert.Contains((await Reader.JsonAsync("/api/v1/overrides?pipeline=shop")).EnumerateArray(), o => o.GetProperty("number").GetInt64() == record.GetProperty("number").GetInt64());
    }

    [Theory]
    [InlineData("""{"keys":["P005"],"segment":"BX","reason":"R","to":"2099-01-01","state":"approved"}""", 400, "SEG-SRV-034")]
    [InlineData("""{"keys":["P005"],"segment":"BX","reason":"R","to":"2099-01-01","requested_by":"ceo"}""", 400, "SEG-SRV-034")]
    [InlineData("""{"keys":["P005"],"segment":"BX","reason":"R"}""", 400, "SEG-SRV-034")]
    [InlineData("""{"keys":["P005"],"segment":"BX","reason":"R","to":"2099-02-30"}""", 400, "SEG-SRV-034")]
    [InlineData("""{"keys":["P005"],"segment":"BX","reason":"R","to":"0001-01-01"}""", 422, "SEG-OVR-003")]
    [InlineData("""{"keys":[],"segment":"BX","reason":"R","to":"2099-01-01"}""", 422, "SEG-OVR-002")]
    [InlineData("""{"keys":["P005"],"segment":"","reason":"R","to":"2099-01-01"}""", 422, "SEG-GOV-001")]
    [InlineData("""{"keys":["P\u0000"],"segment":"BX","reason":"R","to":"2099-01-01"}""", 422, "SEG-GOV-001")]
    [InlineData("""{"when":{"net_revenue":["'; DROP TABLE overrides; --"]},"segment":"BX","reason":"R","to":"2099-01-01"}""", 422, "SEG-SEGM-121")]
    public async Task Overrides_ThatCannotBe_AreRefused(string order, int status, string code)
    {
        using var answer = await Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/overrides", order);
        Assert.Equal(((HttpStatusCode)status, code), await answer.ProblemAsync());
    }

    [Fact]
    public async Task Cases_GoFromOpeningToADecision()
    {
        using var planner = shop.Service.Client(shop.Service.Keys.Add("paul", [Scope.Plan, Scope.Read], null, "tests").Text);
        var kind = Assert.Single((await Reader.JsonAsync("/api/v1/pipelines/shop/case-kinds")).EnumerateArray());
        Assert.Equal("challenge", kind.GetProperty("name").GetString());
        using var opened = await planner.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/cases", """{"kind":"challenge","fields":{"entity":"P001","why":"sold under contract"}}""");
        var detail = await opened.BodyAsync();
        Assert.Equal((HttpStatusCode.Created, "paul"), (opened.StatusCode, detail.GetProperty("case").GetProperty("opened_by").GetString()));
        var address = opened.Headers.Location!.ToString();
        using var unknown = await planner.SendAsync(HttpMethod.Post, $"{address}/actions/burn", "{}");
        using var stale = await planner.SendAsync(HttpMethod.Post, $"{address}/actions/accept", """{"note":"yes"}""", ("If-Match", "\"0-0\""));
        using var closed = await planner.SendAsync(HttpMethod.Post, $"{address}/actions/accept", """{"note":"yes"}""", ("If-Match", opened.Headers.ETag!.ToString()));
        Assert.Equal((HttpStatusCode.Conflict, "SEG-CASE-005"), await unknown.ProblemAsync());
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        Assert.True((await closed.BodyAsync()).GetProperty("case").GetProperty("closed").GetBoolean());
        Assert.DoesNotContain((await Reader.JsonAsync("/api/v1/cases")).EnumerateArray(), c => address.EndsWith($"/{c.GetProperty("number").GetInt64()}", StringComparison.Ordinal));
        Assert.NotEmpty((await Reader.JsonAsync("/api/v1/cases?all=true")).EnumerateArray());
        using var wrong = await planner.SendAsync(HttpMethod.Post, $"{address}/evidence", """{"name":"../../x","bytes":1,"sha256":"zz"}""");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task Audit_ListVerifyExport()
    {
        var published = (await Admin.JsonAsync("/api/v1/audit?kind=version.published")).EnumerateArray().ToArray();
        Assert.True(published.Length >= 2);
        Assert.All(published, e => Assert.Equal("version.published", e.GetProperty("kind").GetString()));
        var verdict = await Admin.JsonAsync("/api/v1/audit/verify");
        Assert.Equal(0, verdict.GetProperty("findings").GetArrayLength());
        using var export = await Admin.SendAsync(HttpMethod.Get, "/api/v1/audit/export");
        var lines = (await export.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd('\n').Split('\n');
        Assert.Equal(Assert.Single(export.Headers.GetValues("Segml-Audit-Head")), JsonDocument.Parse(lines[^1]).RootElement.GetProperty("hash").GetString());
        Assert.True(lines.Length >= verdict.GetProperty("entries").GetInt32());
        using var zero = await Admin.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=0");
        using var many = await Admin.SendAsync(HttpMethod.Get, "/api/v1/audit?limit=1000000000");
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (zero.StatusCode, many.StatusCode));
    }

    [Fact]
    public async Task Monitor_OfARunIsThatOfItsVersion()
    {
        var of = await Reader.JsonAsync("/api/v1/pipelines/shop/snapshots/2/monitor");
        Assert.Equal((1, 40), (of.GetProperty("monitor").GetProperty("parent").GetInt32(), of.GetProperty("monitor").GetProperty("common").GetInt32()));
        Assert.Equal(of.GetRawText(), (await Reader.JsonAsync($"/api/v1/runs/{of.GetProperty("run").GetString()}/monitor")).GetRawText());
        var first = await Reader.JsonAsync("/api/v1/pipelines/shop/snapshots/1/monitor");
        Assert.Equal(JsonValueKind.Null, first.GetProperty("monitor").GetProperty("parent").ValueKind);
    }

    [Fact]
    public async Task Rollback_PublishesTheFormerContent_InTheNameOfTheKey()
    {
        await using var own = new Owned();
        await own.InitializeAsync();
        using var silent = await own.Service.Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/rollback", """{"to":"1"}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "SEG-GOV-001"), await silent.ProblemAsync());
        using var back = await own.Service.Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/rollback", """{"reason":"wrong prices"}""", ("Idempotency-Key", "back"));
        using var again = await own.Service.Admin.SendAsync(HttpMethod.Post, "/api/v1/pipelines/shop/rollback", """{"reason":"wrong prices"}""", ("Idempotency-Key", "back"));
        var body = await back.BodyAsync();
        Assert.Equal((1, 3, 3), (body.GetProperty("to").GetInt32(), body.GetProperty("version").GetInt32(), body.GetProperty("current").GetInt32()));
        Assert.Equal(body.GetRawText(), (await again.BodyAsync()).GetRawText());
        var entry = Assert.Single(own.Service.App.Services.GetRequiredService<Workspace>().Audit.Find(new Storage.Ledger.AuditFilter { Kind = "version.rolled-back" }));
        Assert.Equal("test admin", entry.Actor);
        Assert.Equal("live", (await own.Service.Reader.JsonAsync("/api/v1/pipelines/shop/promotions/3")).GetProperty("state").GetString());
    }

    /// <summary>Two versions of its own, since it changes which is in use.</summary>
    private sealed class Owned : IAsyncDisposable
    {
        private readonly TwoVersions _shop = new();

        public RunningService Service => _shop.Service;

        public ValueTask InitializeAsync() => _shop.InitializeAsync();

        public ValueTask DisposeAsync() => _shop.DisposeAsync();
    }
}
