using System.Net;
using System.Text.Json;

namespace SegmentationML.Service.Tests.Api;

/// <summary>Scoring online gives what the batch gave.</summary>
public sealed class ScoreRoutesTests(RichShop shop) : IClassFixture<RichShop>
{
    private const string Pipeline = "/api/v1/pipelines/shop";
    private static readonly string[] NotDrivers = ["boundary_value", "boundary_margin", "boundary_margin_sd"];
    private static readonly string[] Same = ["segment", "segment_name", "reason_codes", "reason_text", "decided_by", "model_segment", "override_id", "effective_to", "queued_segment", "second_segment", "boundary_driver", "next_change"];

    [Fact]
    public async Task PublishedDrivers_WithState_GiveThePublishedSegments()
    {
        var (rows, drivers, classes) = await Published();
        var answer = await Score(new { entities = rows.Select(r => Entity(r, drivers)) });
        Assert.Equal((3, true), (answer.GetProperty("version").GetInt32(), answer.GetProperty("state").GetBoolean()));
        Assert.Equal((await shop.Service.Admin.JsonAsync($"{Pipeline}/snapshots/3")).GetProperty("content").GetProperty("as_of").GetString(), answer.GetProperty("as_of").GetString());
        Assert.True(answer.GetProperty("age_days").GetDouble() > 500);
        var scored = answer.GetProperty("entities").EnumerateArray().ToArray();
        Assert.Equal(rows.Length, scored.Length);
        foreach (var (row, one) in rows.Zip(scored))
        {
            Assert.All(Same, name => Assert.True(Equal(row.GetProperty(name), one.GetProperty(name)), $"{row.GetProperty("key")} {name}: {row.GetProperty(name)} published by {row.GetProperty("decided_by")}, {one.GetProperty(name)} scored by {one.GetProperty("decided_by")}"));
            Assert.All(classes, c => Assert.True(Equal(row.GetProperty($"class_{c}"), one.GetProperty("classes").GetProperty(c)), $"{row.GetProperty("key")} {c}"));
            Assert.True(Equal(row.GetProperty("segment"), one.GetProperty("published_segment")));
            Assert.Equal(0, one.GetProperty("filled").GetArrayLength());
        }

        // Every part of the chain was at work, or this test would say little.
        Assert.Equal("budget dwell edge-case event hysteresis model override", string.Join(' ', rows.Select(r => r.GetProperty("decided_by").GetString()).Distinct().Order(StringComparer.Ordinal)));
        Assert.Superset(new HashSet<string?> { "NEW", "ONE_OFF", "DORMANT", "RETURNS_ONLY" }, rows.Select(r => r.GetProperty("segment").GetString()).ToHashSet());
    }

    [Fact]
    public async Task PublishedDrivers_WithoutState_GiveWhatTheModelSays()
    {
        var (rows, drivers, _) = await Published();
        var published = rows.Where(r => r.GetProperty("segment").GetString() != "RETURNS_ONLY").ToArray(); // Returned units are no driver of this model: without its state nothing tells them.
        var answer = await Score(new { state = false, entities = published.Select(r => Entity(r, drivers)) });
        foreach (var (row, one) in published.Zip(answer.GetProperty("entities").EnumerateArray()))
        {
            Assert.Equal(row.GetProperty("model_segment").GetString(), one.GetProperty("model_segment").GetString());
            Assert.Contains(one.GetProperty("decided_by").GetString(), new[] { "model", "edge-case", "rule" });
            Assert.Equal(JsonValueKind.Null, one.GetProperty("published_segment").ValueKind);
        }

        var returned = await Score(new { state = false, entities = new[] { new { drivers = new { net_revenue = -30.0, cv = (double?)null, active_buckets = 0.0, demand_buckets = 0.0, idle_buckets = 0.0, adi = (double?)null, squared_cv = (double?)null, mean_demand = 0.0, recency_days = (double?)null, order_count = 0.0, units_returned = 2.0 } } } });
        Assert.Equal("RETURNS_ONLY", returned.GetProperty("entities")[0].GetProperty("segment").GetString());
    }

    [Fact]
    public async Task OneDriver_MovesAKnownEntity_TheRestIsTakenFromTheVersion()
    {
        var rows = (await Published()).Rows;
        var tail = rows.First(r => r.GetProperty("class_abc").GetString() == "C" && r.GetProperty("decided_by").GetString() == "model").GetProperty("key").GetString();
        var answer = await Score(new { entities = new[] { new { key = tail, drivers = new { net_revenue = 1e7 } } } });
        var one = answer.GetProperty("entities")[0];
        Assert.StartsWith("A", one.GetProperty("segment").GetString(), StringComparison.Ordinal);
        Assert.Contains("cv", one.GetProperty("filled").EnumerateArray().Select(f => f.GetString()));
        Assert.DoesNotContain("net_revenue", one.GetProperty("filled").EnumerateArray().Select(f => f.GetString()));
    }

    [Fact]
    public async Task Told_ClassStandsAboveTheComputedOne()
    {
        var (rows, drivers, _) = await Published();
        var row = rows.First(r => r.GetProperty("decided_by").GetString() == "model" && r.GetProperty("class_abc").GetString() == "C");
        var answer = await Score(new { state = false, entities = new[] { new { drivers = Drivers(row, drivers), classes = new { abc = "A" } } } });
        Assert.StartsWith("A", answer.GetProperty("entities")[0].GetProperty("model_segment").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"entities":[]}""", 400, "SEG-SRV-033")]
    [InlineData("""{}""", 400, "SEG-SRV-033")]
    [InlineData("""{"entities":[null]}""", 400, "SEG-SRV-034")]
    [InlineData("""{"entities":[{"drivers":{"net_revenu":1}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"drivers":{"net_revenue":1}}]}""", 422, "SEG-SEGM-152")]
    [InlineData("""{"entities":[{"key":"nobody"}]}""", 422, "SEG-SEGM-152")]
    [InlineData("""{"entities":[{"key":"P001"},{"key":"P001"}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","classes":{"abc":"Q"}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","classes":{"nothing":"Q"}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"net_revenue":"Infinity"}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"net_revenue":1e400}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"adi":-1}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"squared_cv":"Infinity"}}]}""", 422, "SEG-SEGM-151")]
    [InlineData("""{"entities":[{"key":"P001","classes":{"abc":null}}]}""", 400, "SEG-SRV-034")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"net_revenue":NaN}}]}""", 400, "SEG-SRV-034")]
    [InlineData("""{"entities":[{"key":"P001","drivers":{"net_revenue":1,"net_revenue":2}}]}""", 400, "SEG-SRV-034")]
    [InlineData("""{"entities":[{"key":"P001","segment":"AX"}]}""", 400, "SEG-SRV-034")]
    [InlineData("""{"entities":[{"key":"P001"}],"version":"99"}""", 404, "SEG-PUB-001")]
    public async Task Orders_ThatCannotBe_AreRefused(string order, int status, string code)
    {
        using var answer = await shop.Service.Admin.SendAsync(HttpMethod.Post, $"{Pipeline}/score", order);
        Assert.Equal(((HttpStatusCode)status, code), await answer.ProblemAsync());
    }

    private static bool Equal(JsonElement published, JsonElement scored) => published.ValueKind == JsonValueKind.Number ? published.GetDouble().Equals(scored.GetDouble()) : JsonElement.DeepEquals(published, scored);

    private static object Entity(JsonElement row, string[] drivers) => new { key = row.GetProperty("key").GetString(), drivers = Drivers(row, drivers) };

    private static Dictionary<string, double?> Drivers(JsonElement row, string[] drivers) => drivers.ToDictionary(d => d, d => row.GetProperty(d).ValueKind == JsonValueKind.Number ? row.GetProperty(d).GetDouble() : (double?)null, StringComparer.Ordinal);

    private async Task<(JsonElement[] Rows, string[] Drivers, string[] Classes)> Published()
    {
        var manifest = await shop.Service.Admin.JsonAsync($"{Pipeline}/snapshots/3");
        var columns = manifest.GetProperty("content").GetProperty("tables")[0].GetProperty("columns").EnumerateArray().ToArray();
        var rows = (await shop.Service.Admin.JsonAsync($"{Pipeline}/snapshots/3/tables/assignments/rows?limit=100000")).GetProperty("rows").EnumerateArray().ToArray();
        return (
            rows,
            [.. columns.Where(c => c.GetProperty("type").GetString() == "DOUBLE").Select(c => c.GetProperty("name").GetString()!).Except(NotDrivers)],
            [.. columns.Select(c => c.GetProperty("name").GetString()!).Where(n => n.StartsWith("class_", StringComparison.Ordinal)).Select(n => n["class_".Length..])]);
    }

    private async Task<JsonElement> Score(object order)
    {
        using var answer = await shop.Service.Admin.SendAsync(HttpMethod.Post, $"{Pipeline}/score", JsonSerializer.Serialize(order));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.BodyAsync();
    }
}
