using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Service.Security;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Security;

/// <summary>Every route is given what an attacker or a broken program would send: each is answered with 4xx in the one shape, nothing has changed, and no answer holds a path or a stack.</summary>
public sealed class AttackTests(RunningService service) : IClassFixture<RunningService>
{
    // Names that can be none, as they would be written into an address: traversal in every coding, absolute paths, zero, schemes, turned and invisible characters, devices, length.
    private static readonly string[] Names =
    [
        "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fledger.db", "%252e%252e%252fledger.db", "..%5c..%5cledger.db", "%2fetc%2fpasswd", "C:%5cWindows", "%5c%5chost%5cshare", "a%00b", "file:%2f%2f%2fetc%2fpasswd",
        "%2f%2fproc%2fself%2froot", "x%23%2f..%2f..", "x;%2f..%2f..", "x%3f..%2f..", "..;", "%20", "x%20", "%e2%80%aex", "e%cc%81", "%ff%fe", "%c0%ae%c0%ae%2f", "%3cscript%3ealert(1)%3c%2fscript%3e", "'%20OR%201=1%20--", "=cmd()",
        new('a', 300), "99999999999999999999", "-1", "%0d%0aSet-Cookie:x=1",
    ];

    // As names of aliases and tags these are good ones.
    private static readonly string[] Plain = ["99999999999999999999", "-1"];

    private static readonly (string What, byte[] Body, string? Type)[] Bodies =
    [
        ("bare NaN", "{\"zzz\":NaN}"u8.ToArray(), "application/json"),
        ("array", "[1,2]"u8.ToArray(), "application/json"),
        ("number", "1"u8.ToArray(), "application/json"),
        ("text", "\"x\""u8.ToArray(), "application/json"),
        ("cut off", "{"u8.ToArray(), "application/json"),
        ("unknown field", "{\"zzz\":1}"u8.ToArray(), "application/json"),
        ("fields twice", "{\"reason\":\"a\",\"reason\":\"b\",\"zzz\":1}"u8.ToArray(), "application/json"),
        ("forged person", "{\"by\":\"ceo\",\"actor\":\"ceo\",\"approved_by\":\"ceo\",\"state\":\"approved\"}"u8.ToArray(), "application/json"),
        ("3000 deep", Encoding.UTF8.GetBytes(new string('[', 3000) + new string(']', 3000)), "application/json"),
        ("3000 deep object", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 3000)) + "1" + new string('}', 3000)), "application/json"),
        ("not UTF-8", [(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}'], "application/json"),
        ("half a character", "{\"\\ud800\":1}"u8.ToArray(), "application/json"),
        ("huge number", "{\"zzz\":1e400,\"yyy\":-0,\"xxx\":123456789012345678901234567890}"u8.ToArray(), "application/json"),
        ("form", "reason=x"u8.ToArray(), "application/x-www-form-urlencoded"),
        ("XML", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>"u8.ToArray(), "application/xml"),
        ("no type", "{\"zzz\":1}"u8.ToArray(), null),
        ("compressed", Bomb(), "application/json"),
        ("2 MiB", [.. "{\"zzz\":\""u8, .. Enumerable.Repeat((byte)'a', 2 << 20), .. "\"}"u8], "application/json"),
    ];

    private static readonly string[] Questions =
    [
        "snapshots/1/tables/assignments/rows?limit=0", "snapshots/1/tables/assignments/rows?limit=-1", "snapshots/1/tables/assignments/rows?limit=1000000000", "snapshots/1/tables/assignments/rows?limit=1e3", "snapshots/1/tables/assignments/rows?cursor=AAAA",
        "snapshots/1/tables/assignments/rows?cursor=eyJWZXJzaW9uIjoxfQ", "snapshots/1/tables/assignments/rows?columns=key,(SELECT%201)", "snapshots/1/tables/assignments/rows?1=1;--=x", "snapshots/1/tables/assignments/rows?net_revenue=gte:'%20OR%201=1",
        "snapshots/1/tables/assignments/rows?net_revenue=NaN", "snapshots/1/tables/assignments/rows?effective_from=0000-00-00", "snapshots/1/tables/assignments/rows?format=pickle", "snapshots/1/tables/read_parquet('/etc/passwd')/rows", "snapshots/1/diff?to=..%2f..",
        "snapshots/0001-01-01", "snapshots/9999-99-99", "snapshots/1.5", "snapshots/v1", "snapshots/tag:..", "delta?since=1.5", "delta?since=99999999999999999999", "delta?since=1&table=pg_catalog", "promotions/1.5", "promotions/99999999999999999999", "snapshots/1/monitor?against=x'y",
    ];

    private Workspace Workspace => service.App.Services.GetRequiredService<Workspace>();

    [Fact]
    public async Task Names_InEveryPlaceOfEveryAddress()
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var before = State();
        var wrong = new List<string>();
        foreach (var (method, pattern) in Routes())
        {
            foreach (var parameter in Parameters(pattern))
            {
                foreach (var name in Names.Where(n => method != "PUT" || !Plain.Contains(n)))
                {
                    var path = Fill(pattern, parameter, name);
                    var body = method is "POST" or "PUT" ? "{}"u8.ToArray() : null;
                    Judge(wrong, $"{method} {path}", await RawCall.SendAsync(service.Address, key, method, path, body));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(before, State());
    }

    /// <summary>What is no HTTP is answered by the web server before anything of ours sees it: 4xx, no body, and the connection is closed (docs/service.md).</summary>
    [Theory]
    [InlineData("/api/v1/pipelines/a%00b")]
    [InlineData("/api/v1/pipelines/%00")]
    [InlineData("/api/v1/pipe lines")]
    [InlineData("api/v1/pipelines")]
    public async Task Addresses_ThatAreNoHttp_AreRefusedWithoutABody(string path)
    {
        var (status, text) = await RawCall.SendAsync(service.Address, null, "GET", path);
        Assert.Equal(400, status);
        Assert.Contains("Connection: close", text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bodies_OfEveryChange()
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var before = State();
        var wrong = new List<string>();
        foreach (var (method, pattern) in Routes().Where(r => r.Method is "POST" or "PUT"))
        {
            foreach (var (what, body, type) in Bodies)
            {
                var more = what == "compressed" ? "Content-Encoding: gzip\r\n" : "";
                Judge(wrong, $"{method} {pattern} with {what}", await RawCall.SendAsync(service.Address, key, method, Fill(pattern, null, ""), body, type, more), mayClose: what == "2 MiB");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(20)));
        Assert.Equal(before, State());
    }

    [Theory]
    [InlineData("pipelines/shop/assignments/lookup", """{"keys":[null]}""")]
    [InlineData("pipelines/shop/score", """{"entities":[null]}""")]
    [InlineData("pipelines/shop/overrides", """{"keys":[null],"segment":"AX","reason":"r","to":"2099-01-01"}""")]
    [InlineData("pipelines/shop/overrides", """{"when":{"abc":null},"segment":"AX","reason":"r","to":"2099-01-01"}""")]
    [InlineData("pipelines/shop/overrides", """{"when":{"abc":[null]},"segment":"AX","reason":"r","to":"2099-01-01"}""")]
    [InlineData("pipelines/shop/cases", """{"kind":"change-request","fields":{"title":null}}""")]
    [InlineData("webhooks", """{"name":"x","url":"https://example.com","events":[null]}""")]
    [InlineData("alerts/silences", """{"matchers":[null],"reason":"r"}""")]
    [InlineData("keys", """{"name":"x","scopes":["read"],"rows":{"segment":null}}""")]
    [InlineData("keys", """{"name":"x","scopes":["read"],"rows":{"segment":[null]}}""")]
    [InlineData("keys", """{"name":"x","scopes":["read"],"sees":[null]}""")]
    public async Task Entry_ThatIsNull_IsRefused(string path, string body)
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var before = State();
        var (status, text) = await RawCall.SendAsync(service.Address, key, "POST", $"/api/v1/{path}", Encoding.UTF8.GetBytes(body), "application/json");
        Assert.Equal(400, status);
        Assert.Contains("SEG-SRV-034", text, StringComparison.Ordinal);
        Assert.Equal(before, State());
    }

    [Fact]
    public async Task Silence_ToTheEndOfTheCalendar_IsRefused()
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var (status, text) = await RawCall.SendAsync(service.Address, key, "POST", "/api/v1/alerts/silences", """{"matchers":["pipeline = shop"],"reason":"r","from":"9999-12-31T23:59:59Z","hours":8784}"""u8.ToArray(), "application/json");
        Assert.Equal(400, status);
        Assert.Contains("SEG-SRV-033", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_OfAnotherKindInAnAddress_IsNoFaultOfABody()
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var (status, text) = await RawCall.SendAsync(service.Address, key, "GET", "/api/v1/runs?limit=many");
        Assert.Equal(400, status);
        Assert.Contains("SEG-SRV-033", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Questions_ThatCannotBe()
    {
        var key = service.Keys.Add("attacker", [Scope.Admin], null, "tests").Text;
        var wrong = new List<string>();
        foreach (var question in Questions)
        {
            Judge(wrong, question, await RawCall.SendAsync(service.Address, key, "GET", $"/api/v1/pipelines/shop/{question}"));
        }

        Assert.Empty(wrong);
        // A text is a text, whatever it looks like: it finds nothing and does nothing.
        var (status, text) = await RawCall.SendAsync(service.Address, key, "GET", "/api/v1/pipelines/shop/snapshots/1/tables/assignments/rows?segment='%20OR%201=1%20--");
        Assert.Equal(200, status);
        Assert.Contains("\"rows\":[]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link_InPlaceOfAPublishedFile_IsNotFollowed()
    {
        await using var own = new Owned();
        await own.Service.InitializeAsync();
        var file = own.Service.Shop.PathOf("workspace", "snapshots", "shop", "000001", "policies.parquet");
        var secret = own.Service.Shop.PathOf("secret.txt");
        File.WriteAllBytes(secret, new byte[new FileInfo(file).Length]);
        File.Delete(file);
        File.CreateSymbolicLink(file, secret);
        using var answer = await own.Service.Reader.SendAsync(HttpMethod.Get, "/api/v1/pipelines/shop/snapshots/1/files/policies.parquet");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)answer.StatusCode); // The service's own fault, told as one: the version is damaged.
        Assert.Contains("SEG-SRV-011", text, StringComparison.Ordinal);
        Assert.DoesNotContain(own.Service.Shop.Root, text, StringComparison.Ordinal);
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(new byte[8 << 20]);
        }

        return packed.ToArray();
    }

    private static string Fill(string pattern, string? attacked, string name)
    {
        foreach (var parameter in Parameters(pattern))
        {
            pattern = pattern.Replace($"{{{parameter}}}", parameter == attacked ? name : Usual(parameter), StringComparison.Ordinal);
        }

        return pattern;
    }

    private static string Usual(string parameter) => parameter switch
    {
        "pipeline" or "model" => "shop",
        "version" or "reference" or "number" => "1",
        "table" => "assignments",
        "file" => "manifest.json",
        "key" => "P001",
        _ => "nothing",
    };

    private static IEnumerable<string> Parameters(string pattern) => pattern.Split('{').Skip(1).Select(p => p[..p.IndexOf('}', StringComparison.Ordinal)]);

    private IEnumerable<(string Method, string Pattern)> Routes()
        => service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(r => r.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(r => r.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Where(m => m != "HEAD").Select(m => (m, r.RoutePattern.RawText!)));

    private void Judge(List<string> wrong, string call, (int Status, string Text) answer, bool mayClose = false)
    {
        if (answer.Status is not (>= 400 and < 500) && !(mayClose && answer.Status == 0))
        {
            wrong.Add($"{call} answered {answer.Status}");
        }

        if (answer.Text.Contains(service.Shop.Root, StringComparison.Ordinal) || answer.Text.Contains("   at ", StringComparison.Ordinal) || answer.Text.Contains("System.", StringComparison.Ordinal) || answer.Text.Contains("root:", StringComparison.Ordinal))
        {
            wrong.Add($"{call} tells too much");
        }
    }

    /// <summary>All that can be changed by a call, as one text.</summary>
    private string State()
    {
        var w = Workspace;
        var versions = w.Snapshots.History("shop").Select(v => $"{v.Commit.Version} {v.State} {string.Join(',', v.Aliases)} {string.Join(',', v.Tags)}");
        var models = w.Models.List("shop").Select(v => $"{v} {string.Join(',', w.Models.Tags("shop", v.Commit.Version))}").Concat(w.Models.Aliases("shop").Select(a => $"{a}"));
        return string.Join('\n', [
            .. versions, .. models, .. w.Ledger.Runs(null, 100).Select(r => $"{r.Id} {r.State}"), .. w.Promotions.List("shop").Select(p => $"{p.Promotion.Version} {p.Promotion.State} {p.Promotion.Entries.Count}"),
            .. w.Overrides.List(null).Select(o => $"{o.Id} {o.State} {o.Request.To}"), .. w.Cases.List(null, onlyOpen: false).Select(c => $"{c.Id} {c.State} {c.Steps.Count}"), .. w.Consumers.List("shop").Select(c => $"{c}"),
            .. w.Keys.List().Where(k => k.Name != "attacker").Select(k => $"{k.Id} {k.Revoked} {k.Expires}"),
        ]);
    }

    private sealed class Owned : IAsyncDisposable
    {
        public RunningService Service { get; } = new();

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
