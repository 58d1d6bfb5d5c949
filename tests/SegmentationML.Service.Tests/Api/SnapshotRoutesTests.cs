using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace SegmentationML.Service.Tests.Api;

public sealed class SnapshotRoutesTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Version = "/api/v1/pipelines/shop/snapshots/1";
    private static readonly Uri File = new(Version + "/files/assignments.parquet", UriKind.Relative);

    [Fact]
    public async Task File_IsWhatTheManifestSays()
    {
        var manifest = await service.Reader.GetFromJsonAsync<JsonElement>(Version, TestContext.Current.CancellationToken);
        foreach (var entry in manifest.GetProperty("content").GetProperty("files").EnumerateArray())
        {
            using var answer = await service.Reader.GetAsync(new Uri($"{Version}/files/{entry.GetProperty("name").GetString()}", UriKind.Relative), TestContext.Current.CancellationToken);
            var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            Assert.Equal(entry.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal($"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:", answer.Headers.GetValues("Repr-Digest").Single());
            Assert.Equal($"\"{entry.GetProperty("sha256").GetString()}\"", answer.Headers.ETag?.Tag);
        }
    }

    [Fact]
    public async Task File_InParts_IsTheWholeFile()
    {
        var whole = await service.Reader.GetByteArrayAsync(File, TestContext.Current.CancellationToken);
        var parts = new List<byte>();
        for (var from = 0; from < whole.Length; from += 1000)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, File);
            request.Headers.Range = new RangeHeaderValue(from, from + 999);
            using var answer = await service.Reader.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
            parts.AddRange(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(whole, parts);
        using var beyond = new HttpRequestMessage(HttpMethod.Get, File);
        beyond.Headers.Range = new RangeHeaderValue(whole.Length, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await service.Reader.SendAsync(beyond, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task File_Known_IsNotSentAgain()
    {
        using var first = await service.Reader.GetAsync(File, TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, File);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await service.Reader.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Contains("immutable", first.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("..%2f..%2fcurrent.json")]
    [InlineData("%2e%2e%2fcurrent.json")]
    [InlineData("%252e%252e%252fcurrent.json")]
    [InlineData("..%5c..%5ccurrent.json")]
    [InlineData("%2fetc%2fpasswd")]
    [InlineData("assignments.parquet%00")]
    [InlineData("assignments.parquet;/..")]
    [InlineData("manifest.json%23")]
    [InlineData("ASSIGNMENTS.PARQUET")]
    [InlineData("file:///etc/passwd")]
    public async Task File_ThatTheManifestDoesNotName_IsNotThere(string name)
    {
        using var answer = await service.Reader.GetAsync(new Uri($"{Version}/files/{name}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.InRange((int)answer.StatusCode, 400, 404);
        Assert.DoesNotContain("root:", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../shop")]
    [InlineData("%2e%2e")]
    [InlineData("SHOP")]
    [InlineData("sh%00op")]
    [InlineData("-shop")]
    [InlineData("nothing")]
    public async Task Pipeline_ThatIsNone_IsNotThere(string name)
    {
        foreach (var path in new[] { "", "/snapshots", "/snapshots/1", "/assignments/P001", "/report" })
        {
            using var answer = await service.Reader.GetAsync(new Uri($"/api/v1/pipelines/{name}{path}", UriKind.Relative), TestContext.Current.CancellationToken);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound || (name.Contains("%00", StringComparison.Ordinal) && answer.StatusCode == HttpStatusCode.BadRequest) || path == "/snapshots" && text == "[]", $"{name}{path}: {answer.StatusCode} {text}");
            Assert.DoesNotContain(service.Shop.Root, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("99")]
    [InlineData("1.5")]
    [InlineData("latest!")]
    [InlineData("2026-02-30")]
    [InlineData("0001-01-01")]
    [InlineData("99999999999999999999")]
    public async Task Version_ThatIsNone_IsRefused(string version)
    {
        using var answer = await service.Reader.GetAsync(new Uri($"/api/v1/pipelines/shop/snapshots/{version}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task Rows_PageByPage_AreAllRowsInKeyOrder()
    {
        foreach (var table in new[] { "assignments", "forecasts", "policies" })
        {
            var whole = await Rows($"{table}/rows");
            var paged = new List<string>();
            for (string? cursor = ""; cursor is not null;)
            {
                var page = await service.Reader.GetFromJsonAsync<JsonElement>($"{Version}/tables/{table}/rows?limit=7{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}", TestContext.Current.CancellationToken);
                paged.AddRange(page.GetProperty("rows").EnumerateArray().Select(r => r.GetRawText()));
                cursor = page.GetProperty("next").GetString();
            }

            Assert.Equal(whole, paged);
            Assert.True(whole.Count >= 40);
        }
    }

    [Fact]
    public async Task Rows_Filtered_AreThoseThatFit()
    {
        var all = (await Rows("assignments/rows")).Select(r => JsonDocument.Parse(r).RootElement).ToArray();
        var segment = all[0].GetProperty("segment").GetString();
        Assert.Equal(all.Count(r => r.GetProperty("segment").GetString() == segment), (await Rows($"assignments/rows?segment={segment}")).Count);
        Assert.Equal(all.Count(r => r.GetProperty("segment").GetString() != segment), (await Rows($"assignments/rows?segment=ne:{segment}")).Count);
        Assert.Equal(all.Count(r => r.GetProperty("net_revenue").GetDouble() >= 1000), (await Rows("assignments/rows?net_revenue=gte:1000")).Count);
        Assert.Equal(2, (await Rows("assignments/rows?key=in:P001,P007")).Count);
        Assert.Empty(await Rows("assignments/rows?key=' OR 1=1 --"));
        Assert.Equal(["{\"key\":\"P001\"}"], await Rows("assignments/rows?key=P001&columns=key"));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=-1")]
    [InlineData("limit=1000000000")]
    [InlineData("limit=1&limit=2")]
    [InlineData("format=xml")]
    [InlineData("sgment=AX")]
    [InlineData("net_revenue=much")]
    [InlineData("net_revenue=gte:NaN")]
    [InlineData("effective_from=2024-13-01")]
    [InlineData("columns=key,nothing")]
    [InlineData("cursor=x")]
    [InlineData("cursor=eyJWZXJzaW9uIjoxfQ")]
    [InlineData("cursor=bnVsbA")]
    public async Task Rows_WrongQuestion_IsRefused(string question)
    {
        using var answer = await service.Reader.GetAsync(new Uri($"{Version}/tables/assignments/rows?{question}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Rows_AsCsv_HaveAHeaderAndQuotedText()
    {
        var text = await service.Reader.GetStringAsync(new Uri($"{Version}/tables/assignments/rows?format=csv&columns=key,segment,active_buckets&limit=2", UriKind.Relative), TestContext.Current.CancellationToken);
        var lines = text.Split("\r\n");
        Assert.Equal("key,segment,active_buckets", lines[0]);
        Assert.StartsWith("\"P000\",\"", lines[1], StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task Assignment_ByKey_IsTheRowOfTheTable()
    {
        foreach (var row in (await Rows("assignments/rows")).Select(r => JsonDocument.Parse(r).RootElement))
        {
            var one = await service.Reader.GetFromJsonAsync<JsonElement>($"/api/v1/pipelines/shop/assignments/{row.GetProperty("key").GetString()}", TestContext.Current.CancellationToken);
            Assert.Equal(1, one.GetProperty("version").GetInt64());
            Assert.All(row.EnumerateObject(), p => Assert.True(Same(p.Value, one.GetProperty(p.Name)), $"{p.Name}: {p.Value} and {one.GetProperty(p.Name)}"));
        }
    }

    [Fact]
    public async Task Assignments_ManyAtOnce_NameTheUnknownOnes()
    {
        using var answer = await service.Reader.PostAsJsonAsync("/api/v1/pipelines/shop/assignments/lookup", new { keys = new[] { "P003", "nobody", "P001" } }, TestContext.Current.CancellationToken);
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(["P003", "P001"], found.GetProperty("assignments").EnumerateArray().Select(a => a.GetProperty("key").GetString()));
        Assert.Equal(["nobody"], found.GetProperty("unknown").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await service.Reader.GetAsync(new Uri("/api/v1/pipelines/shop/assignments/nobody", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Entity_TellsForecastPolicyAndHistory()
    {
        var entity = await service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop/entities/P001", TestContext.Current.CancellationToken);
        Assert.Equal(4, entity.GetProperty("forecast").GetArrayLength());
        Assert.True(entity.GetProperty("reorder_point").GetDouble() > 0);
        var history = await service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop/entities/P001/history", TestContext.Current.CancellationToken);
        Assert.Equal(entity.GetProperty("segment").GetString(), history[history.GetArrayLength() - 1].GetProperty("segment").GetString());
    }

    private static bool Same(JsonElement a, JsonElement b) => a.ValueKind == JsonValueKind.Number ? a.GetDouble().Equals(b.GetDouble()) : a.GetRawText() == b.GetRawText();

    private async Task<IReadOnlyList<string>> Rows(string question)
        => [.. (await service.Reader.GetFromJsonAsync<JsonElement>($"{Version}/tables/{question}", TestContext.Current.CancellationToken)).GetProperty("rows").EnumerateArray().Select(r => r.GetRawText())];
}
