using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Service.Security;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Service.Tests.Security;

/// <summary>A key that is limited to rows gets those rows and no others, whichever way it asks.</summary>
public sealed class RowLimitTests(RunningService service) : IClassFixture<RunningService>
{
    private const string Rows = "/api/v1/pipelines/shop/snapshots/1/tables/assignments/rows?limit=1000";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_OfEveryTableAreThoseOfTheLimit()
    {
        using var limited = Limited("class_abc", "A");
        var all = await KeysAsync(service.Reader, Rows);
        string[] held = [.. (await KeysAsync(service.Reader, Rows + "&class_abc=A")).Order(StringComparer.Ordinal)];
        Assert.InRange(held.Length, 1, all.Count - 1);
        Assert.Equal(held, await KeysAsync(limited, Rows));
        Assert.Equal(held, (await KeysAsync(limited, "/api/v1/pipelines/shop/snapshots/1/tables/policies/rows?limit=1000")).Order(StringComparer.Ordinal));
        Assert.Equal(held, (await KeysAsync(limited, "/api/v1/pipelines/shop/snapshots/1/tables/forecasts/rows?limit=1000")).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(await KeysAsync(limited, Rows + "&class_abc=B"));
        var csv = await limited.GetStringAsync(Url(Rows + "&format=csv&columns=key"), Cancellation);
        Assert.Equal(held.Length + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>A sum is made of rows that the key may not see, whatever its group is called.</summary>
    [Fact]
    public void Sums_AreNotThereForALimitedKey()
    {
        var version = service.Workspace.Snapshots.Current("shop")!;
        var sums = new SnapshotTable(PublishedTable.ForecastLevels, 1, [new SnapshotColumn(1, "key", "VARCHAR", false, null)]);
        var key = new ApiKeyRecord("k", "limited", "", ["read"], DateTimeOffset.UnixEpoch, "tests", null, null, null) { Rows = [new RowLimit("class_abc", ["A"])] };
        Assert.Equal("(false)", Sight.Of(key).Of(version, sums).Limit(1)!.Sql);
        Assert.Null(Sight.Full.Of(version, sums).Limit(1));
    }

    [Fact]
    public async Task Single_OfAnotherRowIsAsIfItWereNotThere()
    {
        using var limited = Limited("class_abc", "A");
        var held = (await KeysAsync(limited, Rows))[0];
        var other = (await KeysAsync(service.Reader, Rows + "&class_abc=C"))[0];
        foreach (var path in new[] { "assignments/{0}", "entities/{0}", "entities/{0}/history" })
        {
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await StatusAsync(limited, string.Format(null, path, held)), await StatusAsync(limited, string.Format(null, path, other))));
        }

        using var answer = await limited.PostAsJsonAsync("/api/v1/pipelines/shop/assignments/lookup", new { keys = new[] { held, other } }, Cancellation);
        var found = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.Equal([held], found.GetProperty("assignments").EnumerateArray().Select(a => a.GetProperty("key").GetString()));
        Assert.Equal([other], found.GetProperty("unknown").EnumerateArray().Select(a => a.GetString()));
    }

    [Fact]
    public async Task Files_ThatHoldOtherRowsAreRefused()
    {
        using var limited = Limited("class_abc", "A");
        Assert.Equal("SEG-SRV-043", await CodeAsync(limited, "/api/v1/pipelines/shop/snapshots/1/files/assignments.parquet"));
        Assert.Equal("SEG-SRV-043", await CodeAsync(limited, "/api/v1/pipelines/shop/report"));
        var manifest = await limited.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines/shop/snapshots/1"), Cancellation);
        Assert.False(manifest.GetProperty("content").TryGetProperty("totals", out _));
        Assert.DoesNotContain(manifest.GetProperty("content").GetProperty("tables").EnumerateArray(), t => t.TryGetProperty("rows", out _));
    }

    [Fact]
    public async Task Limit_ByAColumnThatTheVersionDoesNotHave_LeavesNothing()
    {
        using var limited = Limited("site_id", "DE01");
        Assert.Empty(await KeysAsync(limited, Rows));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(limited, "assignments/P001"));
    }

    [Fact]
    public async Task Limit_ByPipeline_HidesTheOthers()
    {
        using var limited = Limited("pipeline", "another");
        Assert.Equal("SEG-SRV-004", await CodeAsync(limited, "/api/v1/pipelines/shop"));
        Assert.Equal("SEG-SRV-004", await CodeAsync(limited, Rows));
        Assert.Empty((await limited.GetFromJsonAsync<JsonElement>(Url("/api/v1/pipelines"), Cancellation)).EnumerateArray());
        Assert.Empty((await limited.GetFromJsonAsync<JsonElement>(Url("/api/v1/runs"), Cancellation)).EnumerateArray());
        var run = (await service.Reader.GetFromJsonAsync<JsonElement>(Url("/api/v1/runs"), Cancellation))[0].GetProperty("id").GetString();
        Assert.Equal("SEG-SRV-032", await CodeAsync(limited, $"/api/v1/runs/{run}"));
        Assert.Equal("SEG-SRV-032", await CodeAsync(limited, $"/api/v1/runs/{run}/events"));
    }

    [Fact]
    public async Task Routes_ThatDoNotHeedTheLimitAreClosed()
    {
        using var limited = Limited("class_abc", "A");
        Assert.Equal("SEG-SRV-041", await CodeAsync(limited, "/metrics"));
        Assert.Contains(service.Workspace.Audit.Find(new AuditFilter { Kind = "key.refused" }), e => e.ReadFacts()["why"] == "GET /metrics");
    }

    [Fact]
    public void Grants_ThatLimitNothingOrAnAdminAreRefused()
    {
        Assert.All(
            new KeyGrant[]
            {
                new() { Roles = [Role.Admin], Rows = [new RowLimit("segment", ["AX"])] },
                new() { Scopes = [Scope.Admin], Sees = ["financial"] },
                new() { Roles = [Role.Viewer], Rows = [new RowLimit("segment; DROP", ["AX"])] },
                new() { Roles = [Role.Viewer], Rows = [new RowLimit("segment", [])] },
                new() { Roles = [Role.Viewer], Sees = ["every thing"] },
                new(),
            },
            grant => Assert.Equal("SEG-SRV-039", Assert.Throws<ProblemException>(() => service.Keys.Add("limited", grant, null, "tests")).Problems[0].Code));
        Assert.Throws<ProblemException>(() => KeyGrant.ParseLimit("segment"));
        Assert.Equal("site_id=DE01,FR02", KeyGrant.ParseLimit("site_id = DE01, FR02").ToString());
    }

    private HttpClient Limited(string column, string value)
        => service.Client(service.Keys.Add("limited", new KeyGrant { Scopes = [Scope.Read], Rows = [new RowLimit(column, [value])] }, null, "tests").Text);

    private static async Task<List<string>> KeysAsync(HttpClient caller, string path)
        => [.. (await caller.GetFromJsonAsync<JsonElement>(Url(path), Cancellation)).GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("key").GetString()!)];

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(Url($"/api/v1/pipelines/shop/{path}"), Cancellation);
        return answer.StatusCode;
    }

    private static async Task<string?> CodeAsync(HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(Url(path), Cancellation);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();
    }

    private static Uri Url(string path) => new(path, UriKind.Relative);
}
